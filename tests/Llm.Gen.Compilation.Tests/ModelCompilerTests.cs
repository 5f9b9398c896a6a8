using Llm.Gen.Architectures;
using Llm.Gen.Tests;

namespace Llm.Gen.Compilation.Tests;

public sealed class ModelCompilerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Cache => _folder.File("cache");

    [Fact]
    public void The_same_architecture_is_compiled_once()
    {
        var compiler = new ModelCompiler(Cache);

        var first = compiler.Compile(Tiny(4));
        var second = compiler.Compile(Tiny(4));
        var other = compiler.Compile(Tiny(8));

        Assert.Same(first, second);
        Assert.NotSame(first, other);
        Assert.Equal(8, other.Facts.HiddenSize);
    }

    [Fact]
    public void A_process_that_finds_the_model_in_the_cache_does_not_load_Roslyn()
    {
        var config = _folder.File("config.json");
        File.WriteAllText(config, new ModelConfig { Architecture = Tiny(16) }.ToJson());

        var cold = FreshProcess.Start(config, Cache);
        var warm = FreshProcess.Start(config, Cache);

        Assert.True(cold.LoadedRoslyn);
        Assert.False(warm.LoadedRoslyn);
        Assert.Equal(cold.Name, warm.Name);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(5_000)]
    public void A_cut_cache_file_is_compiled_again(int length)
    {
        var file = CompileAndFind();
        var whole = File.ReadAllBytes(file);
        File.WriteAllBytes(file, whole[..length]);

        new ModelCompiler(Cache).Compile(Tiny(4));

        Assert.Equal(whole, File.ReadAllBytes(file));
    }

    [Fact]
    public void A_changed_cache_file_is_compiled_again()
    {
        var file = CompileAndFind();
        var whole = File.ReadAllBytes(file);
        var changed = whole.ToArray();
        changed[^100] ^= 1;
        File.WriteAllBytes(file, changed);

        new ModelCompiler(Cache).Compile(Tiny(4));

        Assert.Equal(whole, File.ReadAllBytes(file));
    }

    [Fact]
    public void The_cache_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
            return;

        Directory.CreateDirectory(Cache, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);

        var file = CompileAndFind();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Cache));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Without_a_directory_for_the_cache_a_model_is_compiled_all_the_same()
    {
        File.WriteAllText(Cache, "no directory");

        Assert.Equal(4, new ModelCompiler(Cache).Compile(Tiny(4)).Facts.HiddenSize);
    }

    [Fact]
    public void A_model_that_cannot_be_kept_is_compiled_all_the_same()
    {
        var file = CompileAndFind();
        File.Delete(file);
        Directory.CreateDirectory(Path.Combine(file, "in the way"));

        Assert.Equal(4, new ModelCompiler(Cache).Compile(Tiny(4)).Facts.HiddenSize);
        Assert.Empty(Directory.GetFiles(Cache));
    }

    [Fact]
    public void An_architecture_that_breaks_a_rule_is_refused()
    {
        var wrong = Tiny(4) with { Vocab = 0 };

        var error = Assert.Throws<ArchitectureException>(() => new ModelCompiler(Cache).Compile(wrong));

        Assert.Equal("vocab_size is 0; expected a number from 1 to 268435456; set vocab_size.", error.Message);
    }

    public void Dispose() => _folder.Dispose();

    private string CompileAndFind()
    {
        new ModelCompiler(Cache).Compile(Tiny(4));
        return Assert.Single(Directory.GetFiles(Cache));
    }

    private static Architecture Tiny(int hidden)
    {
        var norm = new RmsNormSpec { Epsilon = 1e-5 };
        var layer = new LayerSpec
        {
            Attention = new HeadAttentionSpec { Heads = 2, KeyValueHeads = 1, HeadSize = 2 },
            FeedForward = new GatedFeedForwardSpec { Inner = 6, Activation = GateActivation.Silu },
            Norm = norm,
            Position = new RopeSpec { Theta = 10_000 },
        };
        return new() { Hidden = hidden, Vocab = 11, Positions = 8, TiedEmbeddings = true, Layers = new([layer, layer]), FinalNorm = norm };
    }
}
