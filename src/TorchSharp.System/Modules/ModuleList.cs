using System.Collections;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>A list of modules, registered under their places when the list itself is.</summary>
    public class ModuleList<T> : Module, IList<T>
        where T : Module
    {
        private readonly List<T> _modules = [];
        private bool _registered;

        /// <summary>A list of the given modules.</summary>
        public ModuleList(params T[] modules)
            : base(nameof(ModuleList)) => _modules.AddRange(modules ?? []);

        /// <summary>The module at a place.</summary>
        public T this[int index]
        {
            get => _modules[index];
            set => _modules[index] = value;
        }

        /// <summary>Number of modules.</summary>
        public int Count => _modules.Count;

        /// <summary>Always false.</summary>
        public bool IsReadOnly => false;

        /// <summary>Adds a module at the end.</summary>
        public void Add(T item) => _modules.Add(item);

        /// <summary>Adds modules at the end.</summary>
        public void append(params T[] parameters) => _modules.AddRange(parameters ?? []);

        /// <summary>Adds modules at the end.</summary>
        public void extend(IEnumerable<T> modules) => _modules.AddRange(modules);

        /// <summary>Adds a module at a place.</summary>
        public void Insert(int index, T item) => _modules.Insert(index, item);

        /// <summary>Removes a module; false when it is not there.</summary>
        public bool Remove(T item) => _modules.Remove(item);

        /// <summary>Removes the module at a place.</summary>
        public void RemoveAt(int index) => _modules.RemoveAt(index);

        /// <summary>Removes all.</summary>
        public void Clear() => _modules.Clear();

        /// <summary>True when the module is there.</summary>
        public bool Contains(T item) => _modules.Contains(item);

        /// <summary>Place of a module, or -1.</summary>
        public int IndexOf(T item) => _modules.IndexOf(item);

        /// <summary>Copies the modules in order.</summary>
        public void CopyTo(T[] array, int arrayIndex) => _modules.CopyTo(array, arrayIndex);

        /// <summary>Modules in order.</summary>
        public IEnumerator<T> GetEnumerator() => _modules.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Registers the modules under "0", "1" and so on.</summary>
        protected override void RegisterComponents()
        {
            if (_registered) return;
            for (var i = 0; i < _modules.Count; i++) register_module($"{i}", _modules[i]);
            _registered = true;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A list of modules.</summary>
            public static Modules.ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

            /// <summary>A list of modules of one type.</summary>
            public static Modules.ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
        }
    }
}
