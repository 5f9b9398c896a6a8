namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What can be called with two inputs.</summary>
        public interface IModule<T1, T2, TResult>
        {
            /// <summary>What the module computes, hooks included.</summary>
            public TResult call(T1 input1, T2 input2);
        }
    }
}
