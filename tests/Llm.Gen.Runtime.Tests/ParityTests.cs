using Llm.Gen.Runtime.Formats;
using Llm.Gen.Runtime.Tests.Support;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests;

public class ParityTests
{
    [Theory]
    [MemberData(nameof(Fixtures.Llamas), MemberType = typeof(Fixtures))]
    public void Logits_equal_the_reference(string folder)
    {
        using var expected = SafetensorsFile.Open(Path.Combine(folder, "expected.safetensors"));
        using var model = Llama.Load(folder, new LoadOptions { Precision = Precision.Float32 });
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var pass = new Pass();

        var logits = model.call(Read(expected, "input_ids"), pass);

        Assert.InRange((logits - Read(expected, "logits")).abs().max().item<float>(), 0, 1e-4f);
    }

    private static Tensor Read(SafetensorsFile file, string name)
    {
        Assert.True(file.TryFind(name, out var stored));
        return stored!.Type == ElementType.Int64
            ? tensor(stored.ToIntegers()).view([.. stored.Shape])
            : tensor(stored.ToFloats()).view([.. stored.Shape]);
    }
}
