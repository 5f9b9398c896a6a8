using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests.Formats;

/// <summary>Files damaged at random: each is read, or refused as damaged; nothing else may happen.</summary>
public class DamageTests
{
    private const int Rounds = 1_000;

    [Fact]
    public void Damaged_safetensors_files_are_read_or_refused() =>
        Damage(Fixtures.Find("formats/safetensors/malformed/good.safetensors"), SafetensorsFile.Open);

    [Fact]
    public void Damaged_gguf_files_are_read_or_refused() =>
        Damage(Fixtures.Find("formats/gguf/malformed/good.gguf"), GgufFile.Open);

    [Fact]
    public void Damaged_gguf_models_are_read_or_refused() =>
        Damage(Fixtures.Find("formats/gguf/llama-q4_1.gguf"), GgufCheckpoint.Open);

    private static void Damage(string path, Func<string, ITensorSource> open)
    {
        var original = File.ReadAllBytes(path);
        var head = Math.Min(original.Length, 2_048);        // where the claims are
        var random = new Random(1);
        using var folder = new TemporaryFolder();
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = original.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
                bytes[random.Next(head)] = (byte)random.Next(256);
            var length = random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length;
            File.WriteAllBytes(folder.File("damaged"), bytes[..length]);

            try
            {
                using var source = open(folder.File("damaged"));
                foreach (var tensor in source.Tensors.Where(tensor => tensor is not BlockTensor))
                    tensor.ToFloats();
            }
            catch (InvalidDataException problem)
            {
                Assert.DoesNotContain('\n', problem.Message);
            }
        }
    }
}
