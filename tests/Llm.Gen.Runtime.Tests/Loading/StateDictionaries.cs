using Llm.Gen.Runtime.Formats;
using Llm.Gen.Runtime.Tests.Support;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Loading;

/// <summary>Models and tensors as loaders of others see them.</summary>
internal static unsafe class StateDictionaries
{
    /// <summary>A model of a folder's configuration and precision with weights of its own.</summary>
    public static Llama Fresh(string folder)
    {
        using var stored = Checkpoint.Open(folder);
        var precision = WeightLoading.TypeOf(stored) == ElementType.BFloat16 ? Precision.BFloat16 : Precision.Float32;
        return Llama.Factory(stored.ConfigJson).Create(new CreateOptions { Seed = 9, Precision = precision });
    }

    /// <summary>A stored tensor as torch has it.</summary>
    public static Tensor Read(StoredTensor stored)
    {
        var tensor = empty([.. stored.Shape], stored.Type == ElementType.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32);
        stored.CopyTo(Memory.Address(tensor), stored.Type);
        return tensor;
    }

    public static byte[] BytesOf(StoredTensor stored)
    {
        var bytes = new byte[stored.StoredBytes];
        fixed (byte* destination = bytes)
            stored.CopyTo((nint)destination, stored.Type);
        return bytes;
    }

    public static byte[] BytesOf(Tensor tensor) =>
        new ReadOnlySpan<byte>((void*)Memory.Address(tensor), checked((int)(tensor.NumberOfElements * tensor.ElementSize))).ToArray();

    /// <summary>Equal weights, and equal scores: the packed matrices are those of the parameters.</summary>
    public static void AssertSameModel(Llama expected, Llama found)
    {
        var tokens = Tokens.Batch(1, 3, 1, 4, 1, 5);
        using var untracked = no_grad();
        using var pass = new Pass();
        using var samePass = new Pass();

        Assert.All(expected.Weights().Zip(found.Weights()), pair => Assert.Equal(BytesOf(pair.First.Parameter), BytesOf(pair.Second.Parameter)));
        Assert.Equal(0, Tokens.Difference(expected.call(tokens, pass), found.call(tokens, samePass)));
    }
}
