using Llm.Gen.Runtime.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests;

[CollectionDefinition(nameof(LiveTensors), DisableParallelization = true)]
public class LiveTensors;

[Collection(nameof(LiveTensors))]
public class LeakTests
{
    [Fact]
    public void A_thousand_decode_steps_leave_no_tensor()
    {
        using var model = Llama.Create(positions: 1100);
        using var cache = new KvCache(model, reserve: 1100);
        using var _ = no_grad();
        void Step()
        {
            using var scope = NewDisposeScope();
            using var pass = new Pass { Cache = cache };
            model.call(Tokens.Batch(1, 3), pass);
        }
        for (var i = 0; i < 20; i++)
            Step();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var i = 0; i < 1000; i++)
            Step();

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Theory]
    [InlineData(false, Precision.Float32)]
    [InlineData(true, Precision.Float32)]
    [InlineData(false, Precision.BFloat16)]
    public void A_hundred_training_steps_leave_no_tensor(bool checkpointing, Precision precision)
    {
        using var model = Llama.Create(new CreateOptions { Precision = precision }, bias: true, tied: false);
        void Step()
        {
            using var scope = NewDisposeScope();
            using var pass = new Pass { Checkpointing = checkpointing };
            var tokens = Tokens.Batch(2, Tokens.Draw(20, 40));
            Backpropagation.Run(CrossEntropy.Mean(model, model.Hidden(tokens, pass), tokens));
            model.zero_grad();
        }
        for (var i = 0; i < 5; i++)
            Step();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var i = 0; i < 100; i++)
            Step();

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
