using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Llm.Gen.Runtime;

/// <summary>Continues sequences of tokens with a model. Any number may use one model: each generation waits for those before it, and for what else uses the model.</summary>
public sealed class Generator
{
    private readonly ICausalModel _model;

    /// <summary>A generator over a model, which stays the caller's.</summary>
    public Generator(ICausalModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
    }

    /// <summary>Continues one prompt, token by token.</summary>
    /// <param name="prompt">Token ids, at least one.</param>
    /// <param name="options">How tokens are chosen; greedily unless said.</param>
    /// <param name="cancellation">Ends the generation before its next token.</param>
    /// <exception cref="ArgumentException">The prompt is empty, too long, or holds an id that is no token.</exception>
    public async IAsyncEnumerable<int> GenerateAsync(
        IReadOnlyList<int> prompt, GenerationOptions? options = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var token in StreamAsync([prompt], options, cancellation).ConfigureAwait(false))
            yield return token.Token;
    }

    /// <summary>Continues a batch of prompts, of any lengths, as if each were alone, until the longest fills the model's positions; tokens come as they are made.</summary>
    /// <param name="prompts">Token ids, at least one of each.</param>
    /// <param name="options">How tokens are chosen; greedily unless said.</param>
    /// <param name="cancellation">Ends the generation before its next tokens.</param>
    /// <exception cref="ArgumentException">A prompt is empty, too long, or holds an id that is no token.</exception>
    public IAsyncEnumerable<GeneratedToken> StreamAsync(
        IReadOnlyList<IReadOnlyList<int>> prompts, GenerationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        options ??= new GenerationOptions();
        options.Validate();
        GenerationRun.Require(_model.Facts, prompts);
        return Stream(prompts, options, cancellation);
    }

    private async IAsyncEnumerable<GeneratedToken> Stream(
        IReadOnlyList<IReadOnlyList<int>> prompts, GenerationOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var tokens = Channel.CreateUnbounded<GeneratedToken>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var stop = ended.Token;
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ModelThread.Of(_model).Post(() =>
        {
            try
            {
                using var turn = _model.TakeTurn(stop);         // no step of a training comes between its tokens
                using var run = new GenerationRun(_model, prompts, options);
                run.Run(token => tokens.Writer.TryWrite(token), stop);
                tokens.Writer.Complete();
            }
            catch (Exception failure)
            {
                tokens.Writer.Complete(failure);                // thrown again where the tokens are read
            }
            finally
            {
                left.SetResult();
            }
        });

        try
        {
            await foreach (var token in tokens.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return token;
                cancellation.ThrowIfCancellationRequested();        // a model that is ahead of its reader may have made all tokens
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);        // a reader that leaves early ends the run,
            await left.Task.ConfigureAwait(false);                  // and may dispose the model once that has let go of it
        }
    }
}
