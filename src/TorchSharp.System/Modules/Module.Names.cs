using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Parameters and their dotted names, own ones first; one that two names share comes once.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<nint> { 0 };
                foreach (var (own, parameter) in _internal_params)
                    if (seen.Add(parameter.Identity)) yield return (own, parameter);
                if (!recurse) yield break;
                foreach (var (child, module) in _internal_submodules)
                    foreach (var (below, parameter) in module.named_parameters())
                        if (seen.Add(parameter.Identity)) yield return ($"{child}.{below}", parameter);
            }

            /// <summary>Buffers that a state dictionary holds and their dotted names, own ones first.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<nint> { 0 };
                foreach (var (own, (buffer, persistent)) in _internal_buffers)
                    if (persistent && seen.Add(buffer.Identity)) yield return (own, buffer);
                if (!recurse) yield break;
                foreach (var (child, module) in _internal_submodules)
                    foreach (var (below, buffer) in module.named_buffers(true, include_nonpersistent))
                        if (seen.Add(buffer.Identity)) yield return ($"{child}.{below}", buffer);
            }

            /// <summary>Modules directly below and their names.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() => _internal_submodules;

            /// <summary>All modules below and their dotted names, level by level.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in _internal_submodules) yield return child;
                foreach (var (child, module) in _internal_submodules)
                    foreach (var (below, found) in module.named_modules()) yield return ($"{child}.{below}", found);
            }

            /// <summary>Parameters, own ones first.</summary>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(pair => pair.parameter);

            /// <summary>Buffers that a state dictionary holds, own ones first.</summary>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(pair => pair.buffer);

            /// <summary>Modules directly below.</summary>
            public virtual IEnumerable<Module> children() => named_children().Select(pair => pair.module);

            /// <summary>All modules below.</summary>
            public virtual IEnumerable<Module> modules() => named_modules().Select(pair => pair.module);

            /// <summary>True when there is a parameter of that dotted name.</summary>
            public virtual bool has_parameter(string target) =>
                _internal_params.ContainsKey(target) || Below(target).Any(found => found.module.has_parameter(found.rest));

            /// <summary>True when there is a buffer of that dotted name.</summary>
            public virtual bool has_buffer(string target) =>
                _internal_buffers.ContainsKey(target) || Below(target).Any(found => found.module.has_buffer(found.rest));

            /// <summary>The parameter of that dotted name, or null.</summary>
            public virtual Parameter? get_parameter(string target) =>
                _internal_params.TryGetValue(target, out var parameter)
                    ? parameter
                    : Below(target).Select(found => found.module.get_parameter(found.rest)).FirstOrDefault(found => found is not null);

            /// <summary>The buffer of that dotted name, or null.</summary>
            public virtual Tensor? get_buffer(string target) =>
                _internal_buffers.TryGetValue(target, out var buffer)
                    ? buffer.Item1
                    : Below(target).Select(found => found.module.get_buffer(found.rest)).FirstOrDefault(found => found is not null);

            private IEnumerable<(Module module, string rest)> Below(string target)
            {
                var dot = target.IndexOf('.');
                return dot < 0 ? [] : named_children().Where(child => child.name == target[..dot]).Select(child => (child.module, target[(dot + 1)..]));
            }
        }
    }
}
