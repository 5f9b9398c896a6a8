using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Support;

/// <summary>A model whose passes take a while, and that says whether one is under way.</summary>
public sealed class SlowModel(ICausalModel model) : WrappedModel(model)
{
    private volatile bool _isRunning;

    public bool IsRunning => _isRunning;

    public override Tensor Hidden(Tensor tokens, Pass pass)
    {
        _isRunning = true;
        Thread.Sleep(100);
        var hidden = base.Hidden(tokens, pass);
        _isRunning = false;
        return hidden;
    }
}
