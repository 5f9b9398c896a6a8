#if HAS_PYBRIDGE
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Runtime.Tests.Support;
using Llm.Gen.Tests;
using TorchSharp.PyBridge;
using static TorchSharp.torch;
#endif

namespace Llm.Gen.Runtime.Tests.Loading;

/// <summary>TorchSharp.PyBridge on our modules. Compiled where eng/setup.sh found the package beside the TorchSharp stack.</summary>
public sealed class PyBridgeTests
{
#if HAS_PYBRIDGE
    [Theory]
    [MemberData(nameof(ModelCases.Llamas), MemberType = typeof(ModelCases))]
    public void Its_loaders_fill_our_modules(string folder)
    {
        using var scope = NewDisposeScope();
        using var expected = Llama.Load(folder);
        using var whole = StateDictionaries.Fresh(folder);
        whole.load_checkpoint(folder, useTqdm: false);
        StateDictionaries.AssertSameModel(expected, whole);

        using var pieces = StateDictionaries.Fresh(folder);
        foreach (var path in Directory.GetFiles(folder, "model*.safetensors"))
            pieces.load_safetensors(path, strict: File.Exists(Path.Combine(folder, CheckpointFolder.SingleName)));
        StateDictionaries.AssertSameModel(expected, pieces);
    }

    [Theory]
    [MemberData(nameof(ModelCases.Llamas), MemberType = typeof(ModelCases))]
    public void What_it_saves_of_our_modules_is_loaded_again(string folder)
    {
        using var scope = NewDisposeScope();
        using var model = Llama.Load(folder);
        using var target = new TemporaryFolder();
        File.Copy(Path.Combine(folder, Checkpoint.ConfigName), target.File(Checkpoint.ConfigName));

        model.save_safetensors(target.File(CheckpointFolder.SingleName));

        using var ours = Llama.Load(target.Path);
        StateDictionaries.AssertSameModel(model, ours);
        using var theirs = StateDictionaries.Fresh(folder);
        theirs.load_safetensors(target.File(CheckpointFolder.SingleName));
        StateDictionaries.AssertSameModel(model, theirs);
    }
#else
    [Fact(Skip = "the package TorchSharp.PyBridge is not to be had here, or the stack is not TorchSharp's; eng/setup.sh --probe looks again")]
    public void Its_loaders_fill_our_modules_and_what_it_saves_is_loaded_again() => throw new System.Diagnostics.UnreachableException();
#endif
}
