using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Runs backward passes through this runtime's own functions.</summary>
public static class Backpropagation
{
    [ThreadStatic]
    private static Exception? _failure;

    // Torch copies the gradients that a function returns but leaves their managed owners behind: they go when the next function returns.
    [ThreadStatic]
    private static List<Tensor?>? _returned;

    /// <summary>Adds the gradients of a scalar to those of every parameter it depends on. Frees what forward kept, so it can run once.</summary>
    /// <exception cref="InvalidOperationException">A function failed on the way; the cause is inside.</exception>
    /// <exception cref="ArgumentException">The loss is no scalar, or depends on nothing that learns.</exception>
    public static void Run(Tensor loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (loss.NumberOfElements != 1)
            throw new ArgumentException($"The loss is {TensorText.Of(loss)} and must be one number; take its sum or mean.", nameof(loss));
        RequireGraph(loss, nameof(loss));
        Run(() => loss.backward());
    }

    /// <summary>Goes on from a result whose gradient is already known: adds what follows from it to the gradients of every parameter it depends on.</summary>
    /// <param name="output">A result of forward.</param>
    /// <param name="gradient">Its gradient, of the same shape and type.</param>
    /// <exception cref="InvalidOperationException">A function failed on the way; the cause is inside.</exception>
    /// <exception cref="ArgumentException">The gradient does not fit, or the result depends on nothing that learns.</exception>
    public static void Run(Tensor output, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(gradient);
        RequireGraph(output, nameof(output));
        if (output.dtype != gradient.dtype || output.device_type != gradient.device_type || !output.shape.SequenceEqual(gradient.shape))
            throw new ArgumentException($"The gradient is {TensorText.Of(gradient)}, and what it is of is {TensorText.Of(output)}; both must be alike.", nameof(gradient));
        Run(() => output.backward([gradient]));
    }

    private static void RequireGraph(Tensor output, string name)
    {
        if (!output.requires_grad)
            throw new ArgumentException($"A backward pass was asked for from {TensorText.Of(output)}, which depends on nothing that learns; run forward outside torch.no_grad(), with some weight that is not frozen.", name);
    }

    private static void Run(Action backward)
    {
        _failure = null;
        try
        {
            backward();
        }
        finally
        {
            Release();
        }

        if (_failure is { } failure)
        {
            _failure = null;
            throw new InvalidOperationException($"The backward pass failed: {failure.Message}", failure);
        }
    }

    /// <summary>The body of a function's backward: a dispose scope of its own, no exception across native frames, nothing left behind.</summary>
    /// <param name="tape">What forward kept; freed here.</param>
    /// <param name="gradient">The gradient of the output, which belongs to this call; invalid where nothing depends on it.</param>
    /// <param name="inputs">How many arguments forward had.</param>
    /// <param name="body">Computes the gradients of the tensors among them.</param>
    internal static List<Tensor?> Step(Tape tape, Tensor gradient, int inputs, Func<Tensor, Tensor?[]> body)
    {
        var results = new List<Tensor?>(inputs);
        try
        {
            Release();
            if (_failure is null && !gradient.IsInvalid)
            {
                tape.Require();
                using var scope = NewDisposeScope();
                foreach (var result in body(gradient))
                    results.Add(result?.DetachFromDisposeScope());
            }
        }
        catch (Exception failure)
        {
            _failure = failure;             // native frames lie between here and Run
        }

        if (_failure is not null)
            results.Clear();
        while (results.Count < inputs)
            results.Add(null);
        Release();                          // of a layer that was run again inside
        tape.Dispose();
        if (!gradient.IsInvalid)
            gradient.Dispose();
        _returned = results;
        return results;
    }

    private static void Release()
    {
        if (_returned is not { } returned)
            return;
        _returned = null;
        foreach (var tensor in returned)
            tensor?.Dispose();
    }
}
