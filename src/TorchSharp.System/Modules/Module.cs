namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// A part of a model: parameters, buffers and sub-modules by name. This part holds its life and its mode; the others
        /// registration, the walk over names, state dictionaries, moving and files.
        /// </summary>
        public partial class Module : IDisposable
        {
            /// <summary>The name that the constructor was given.</summary>
            protected string? name;

            private bool _disposed;
            private bool _training = true;

            /// <summary>A module of the given name.</summary>
            protected Module(string name) => this.name = name;

            /// <summary>True while the module trains: dropout drops.</summary>
            public virtual bool training => _training;

            internal bool IsDisposed => _disposed;

            /// <summary>The name that the constructor was given, or the type's.</summary>
            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            /// <summary>Sets the mode of this module and of all below.</summary>
            public virtual void train(bool train = true)
            {
                _training = train;
                foreach (var (_, module) in named_children()) module.train(train);
            }

            /// <summary>Ends training: this module and all below evaluate.</summary>
            public virtual void eval() => train(false);

            /// <summary>Calls the function for all modules below, then for this one.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, module) in _internal_submodules) module.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Drops every gradient, or sets it to zero.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var (_, parameter) in named_parameters())
                {
                    using var grad = parameter.grad;
                    if (grad is null) continue;
                    if (set_to_none) parameter.grad = null;
                    else grad.fill_(0);
                }
            }

            /// <summary>Disposes parameters, buffers and the modules below.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes parameters, buffers and the modules below.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || _disposed) return;
                foreach (var (_, buffer) in named_buffers(false)) buffer.DetachFromDisposeScope().Dispose();
                foreach (var (_, parameter) in named_parameters(false)) parameter.DetachFromDisposeScope().Dispose();
                foreach (var (_, module) in named_modules()) module.Dispose();
                _disposed = true;
            }
        }
    }
}
