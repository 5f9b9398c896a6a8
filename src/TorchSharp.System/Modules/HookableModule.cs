namespace TorchSharp;

public static partial class torch
{
    /// <summary>Modules, and the functions they are made of.</summary>
    public static partial class nn
    {
        /// <summary>A module that calls others before and after its forward, in the order of their registration.</summary>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            /// <summary>Called with the inputs; a result that is not null replaces them.</summary>
            protected Dictionary<string, TPreHook> pre_hooks = [];

            /// <summary>Called with inputs and result; a result that is not null replaces it.</summary>
            protected Dictionary<string, TPostHook> post_hooks = [];

            /// <summary>Called with the module before all else.</summary>
            protected Dictionary<string, Action<Module>> module_pre_hooks = [];

            /// <summary>Called with the module after all else.</summary>
            protected Dictionary<string, Action<Module>> module_post_hooks = [];

            /// <summary>A module of the given name.</summary>
            protected HookableModule(string name)
                : base(name)
            {
            }

            /// <summary>Calls the hook after every forward.</summary>
            public HookRemover register_forward_hook(TPostHook hook) => Add(post_hooks, hook);

            /// <summary>Calls the hook before every forward.</summary>
            public HookRemover register_forward_pre_hook(TPreHook hook) => Add(pre_hooks, hook);

            /// <summary>Calls the hook after every forward.</summary>
            public HookRemover register_forward_hook(Action<Module> hook) => Add(module_post_hooks, hook);

            /// <summary>Calls the hook before every forward.</summary>
            public HookRemover register_forward_pre_hook(Action<Module> hook) => Add(module_pre_hooks, hook);

            private HookRemover Add<THook>(Dictionary<string, THook> hooks, THook hook)
            {
                var key = Guid.NewGuid().ToString();
                hooks.Add(key, hook);
                return new HookRemover(this, key);
            }

            /// <summary>Takes one hook off its module.</summary>
            public class HookRemover(HookableModule<TPreHook, TPostHook> module, string key)
            {
                /// <summary>The hook is not called any more.</summary>
                public void remove()
                {
                    module.pre_hooks.Remove(key);
                    module.post_hooks.Remove(key);
                    module.module_pre_hooks.Remove(key);
                    module.module_post_hooks.Remove(key);
                }
            }
        }
    }
}
