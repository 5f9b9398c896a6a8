using System.Globalization;

namespace TorchSharp.SystemTests.Shim;

/// <summary>Large tensors have blocks that are used again as they are, and go back to the system when what needed them is over.</summary>
public sealed class MemoryTests
{
    private const long Many = 64 << 20;         // float32 numbers of 256 MiB

    [Fact]
    public void Blocks_go_back_to_the_system_when_nothing_needs_them()
    {
        var before = Held();
        long during;
        using (ones(Many))
            during = Held();

        Assert.True(during - before > 3 * Many, $"{before} bytes were held, then {during}");
        Assert.True(Held() - before < Many, $"{before} bytes were held, and {Held()} at the end");
    }

    [Fact]
    public void A_step_that_is_repeated_needs_no_new_pages()
    {
        using var kept = ones(Many / 4);
        Step();
        var before = PagesGiven();
        for (var i = 0; i < 20; i++)
            Step();

        Assert.InRange(PagesGiven() - before, 0, Many / 16 * sizeof(float) / 4096 * 10);       // twenty times as many otherwise

        static void Step()
        {
            using var scope = NewDisposeScope();
            var a = ones(Many / 16);
            var b = a + 1;
            (a * b).sum().item<float>();
        }
    }

    [Fact]
    public void Tensors_of_every_size_begin_where_vectors_may()
    {
        for (var bytes = 1; bytes < 1 << 20; bytes = bytes * 5 / 3 + 1)
        {
            using var tensor = zeros(bytes, uint8);
            unsafe
            {
                fixed (byte* first = tensor.bytes)
                    Assert.Equal(0, (long)first % 64);
            }
            Assert.Equal(bytes, tensor.bytes.Length);
        }
    }

    private static long Held() => 1024 * Field("/proc/self/status", "RssAnon:");

    private static long Field(string path, string name) =>
        long.Parse(File.ReadLines(path).First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);

    private static long PagesGiven() => long.Parse(File.ReadAllText("/proc/self/stat").Split(") ")[1].Split(' ')[7], CultureInfo.InvariantCulture);
}
