namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What can be called with one input.</summary>
        public interface IModule<T, TResult>
        {
            /// <summary>What the module computes, hooks included.</summary>
            public TResult call(T input1);
        }
    }
}
