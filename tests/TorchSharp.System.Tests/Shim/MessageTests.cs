using System.Runtime.InteropServices;

namespace TorchSharp.SystemTests.Shim;

/// <summary>Errors of libtorch name the operation and the shapes, and carry its first line alone.</summary>
public sealed class MessageTests
{
    [Fact]
    public void Operators_name_themselves_and_what_they_were_given()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(
            "add(float32[2, 3], float32[4]): The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1",
            Message(() => ones(2, 3) + ones(4)));
        Assert.StartsWith("matmul(float32[2, 3], bfloat16[2, 3]): ", Message(() => ones(2, 3).matmul(ones(2, 3, bfloat16))));
        Assert.StartsWith("view(float32[2, 3], [5]): ", Message(() => ones(2, 3).view(5)));
        Assert.StartsWith("narrow(float32[2, 3], 1, 2, 2): ", Message(() => ones(2, 3).narrow(1, 2, 2)));
        Assert.StartsWith("cat(float32[1], float32[1, 1], 0): ", Message(() => cat([ones(1), ones(1, 1)])));
        Assert.StartsWith("index(int64[3]): ", Message(() => ones(3, int64)[5]));
        Assert.StartsWith("linear(float32[1, 2], float32[3, 4]): ", Message(() => nn.functional.linear(ones(1, 2), ones(3, 4))));
        Assert.StartsWith("requires_grad(int64[1]): ", Message(() => ones(1, int64, requires_grad: true)));
    }

    [Fact]
    public void Backward_names_its_root()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1, 2).requires_grad_();

        Assert.StartsWith("backward(float32[2]): ", Message(() => (x * 2).backward()));
        Assert.StartsWith("backward(float32[]): ", Message(() => ones(2).sum().backward()));
        Assert.StartsWith("grad(float32[]): ", Message(() => autograd.grad([(x * 2).sum()], [ones(1)])));
    }

    [Fact]
    public void One_line_is_enough()
    {
        using var scope = NewDisposeScope();

        Assert.DoesNotContain('\n', Message(() => ones(2, 3).matmul(ones(2, 3))));
        Assert.DoesNotContain("frame #", Message(() => ones(2, 3).matmul(ones(2, 3))));
    }

    [Fact]
    public void A_disposed_tensor_says_so()
    {
        var x = ones(1);
        x.Dispose();

        Assert.Contains("was disposed", Assert.Throws<InvalidOperationException>(() => x + 1).Message);
        Assert.Contains("was disposed", Assert.Throws<InvalidOperationException>(() => x.shape).Message);
    }

    [Fact]
    public void What_is_not_there_is_refused_in_a_sentence()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<NotSupportedException>(() => zeros(2, names: ["B"]));
        Assert.Throws<NotSupportedException>(() => nn.functional.pad(ones(3), [1L, 1], PaddingModes.Reflect));
        if (!cuda.is_available()) Assert.Contains("CUDA", Message(() => zeros(1, device: new Device("cuda:0"))));
    }

    private static string Message(Action action) => Assert.Throws<ExternalException>(action).Message;

    private static string Message(Func<Tensor> action) => Assert.Throws<ExternalException>(() => { _ = action(); }).Message;
}
