using Llm.Gen.Runtime.Tests.Support;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests;

public class PassTests
{
    [Fact]
    public void Packed_documents_are_read_as_if_each_were_alone()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Llama.Create(new CreateOptions { Deviation = 0.2 });
        var (first, second, third) = (Tokens.Draw(7, 40, 1), Tokens.Draw(5, 40, 2), Tokens.Draw(12, 40, 3));
        using var pass = new Pass { Documents = [.. Enumerable.Repeat(0, 7), .. Enumerable.Repeat(1, 5), .. Enumerable.Repeat(2, 12)] };

        var packed = model.call(Tokens.Batch(2, [.. first, .. second, .. third]), pass);

        AssertAlone(first, packed.narrow(0, 0, 1).narrow(1, 0, 7));
        AssertAlone(second, packed.narrow(0, 0, 1).narrow(1, 7, 5));
        AssertAlone(third, packed.narrow(0, 1, 1));

        void AssertAlone(int[] document, Tensor logits)
        {
            using var alone = new Pass();
            Assert.InRange(Tokens.Difference(model.call(Tokens.Batch(1, document), alone), logits), 0, 2e-5f);
        }
    }

    [Fact]
    public void Packed_documents_have_the_gradients_of_each_alone()
    {
        using var scope = NewDisposeScope();
        using var model = Llama.Create(new CreateOptions { Deviation = 0.2 });
        var (first, second) = (Tokens.Draw(7, 40, 1), Tokens.Draw(5, 40, 2));
        void Learn(int[] ids, int[]? documents)
        {
            using var pass = new Pass { Documents = documents };
            var tokens = Tokens.Batch(1, ids);
            Backpropagation.Run(CrossEntropy.Mean(model, model.Hidden(tokens, pass), tokens) * ids.Length);
        }

        Learn(first, null);
        Learn(second, null);
        var expected = model.Weights().Select(row => row.Parameter.grad!.clone()).ToList();
        model.zero_grad();
        Learn([.. first, .. second], [.. Enumerable.Repeat(3, 7), .. Enumerable.Repeat(4, 5)]);

        foreach (var (sum, row) in expected.Zip(model.Weights()))
            Assert.InRange(Tokens.Difference(sum, row.Parameter.grad!), 0, 1e-4f);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Recomputing_layers_changes_no_gradient(bool embeddingIsFrozen)
    {
        using var scope = NewDisposeScope();
        using var model = Llama.Create(new CreateOptions { Deviation = 0.2 }, layers: 3, tied: false, bias: true);
        model.Body.Embed.Weight.requires_grad = !embeddingIsFrozen;
        List<Tensor?> Gradients(bool checkpointing)
        {
            model.zero_grad();
            using var pass = new Pass { Checkpointing = checkpointing };
            var tokens = Tokens.Batch(2, Tokens.Draw(24, 40));
            Backpropagation.Run(CrossEntropy.Mean(model, model.Hidden(tokens, pass), tokens));
            return [.. model.Weights().Select(row => row.Parameter.grad?.clone())];
        }

        var kept = Gradients(checkpointing: false);
        var recomputed = Gradients(checkpointing: true);

        Assert.Equal(embeddingIsFrozen ? 1 : 0, kept.Count(gradient => gradient is null));
        foreach (var (a, b) in kept.Zip(recomputed))
        {
            Assert.Equal(a is null, b is null);
            if (a is not null)
                Assert.InRange(Tokens.Difference(a, b!), 0, 1e-6f);
        }
    }

    [Fact]
    public void A_pass_runs_once_and_contradictions_are_refused()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Llama.Create(positions: 16);
        using var cache = new KvCache(model);
        var tokens = Tokens.Batch(1, 1, 2, 3);

        using var used = new Pass();
        model.call(tokens, used);
        Assert.StartsWith("This pass was already run", Assert.Throws<InvalidOperationException>(() => model.call(tokens, used)).Message);
        Refused("17 tokens are more than the model's 16 positions", new Pass(), Tokens.Batch(1, Tokens.Draw(17, 40)));
        Refused("Padding is given for 2 rows and there are 1", new Pass { Padding = [0, 1] }, tokens);
        Refused("Padding of a row must leave a token: between 0 and 2", new Pass { Padding = [3] }, tokens);
        Refused("Documents are given for 2 tokens and there are 1 x 3", new Pass { Documents = [0, 1] }, tokens);
        Refused("Packed documents are for training", new Pass { Documents = [0, 1, 1], Cache = cache }, tokens);
        Refused("Checkpointing is for training", new Pass { Checkpointing = true, Cache = cache }, tokens);
        Refused("Tokens have shape [3]", new Pass(), tokens.view(-1));
        Refused("Token id 40 is outside the vocabulary, 0 to 39", new Pass(), Tokens.Batch(1, 3, 40));
        Refused("Token id -1 is outside the vocabulary, 0 to 39", new Pass(), Tokens.Batch(1, -1));

        void Refused(string message, Pass pass, Tensor ids)
        {
            using (pass)
                Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(() => model.call(ids, pass)).Message);
        }
    }
}
