using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>One generation on the model's thread: a batch of prompts, padded on the left, and a cache. B sequences, V vocabulary.</summary>
internal sealed class GenerationRun : IDisposable
{
    private const int PromptChunk = 512;        // tokens of one pass over a long prompt; bounds the memory of its activations

    private readonly ICausalModel _model;
    private readonly GenerationOptions _options;
    private readonly IReadOnlyList<IReadOnlyList<int>> _prompts;
    private readonly HashSet<int> _stops;
    private readonly TokenChooser[] _choosers;
    private readonly int _width;                // tokens of the longest prompt
    private readonly int[] _steps;              // new tokens of each sequence at most: as many as it would have alone
    private readonly KvCache _cache;
    private readonly float[] _logits;           // [B, V]

    /// <summary>Prepares a generation of prompts that were checked.</summary>
    public GenerationRun(ICausalModel model, IReadOnlyList<IReadOnlyList<int>> prompts, GenerationOptions options)
    {
        (_model, _prompts, _options) = (model, prompts, options);
        _stops = [.. options.StopTokens ?? model.GenerationDefaults.StopTokens];
        _choosers = [.. prompts.Select((prompt, i) => new TokenChooser(options, prompt, i))];
        _width = prompts.Max(prompt => prompt.Count);
        _steps = [.. prompts.Select(prompt => Math.Min(options.MaxNewTokens, model.Facts.Positions - prompt.Count))];
        _cache = new KvCache(model, prompts.Count, reserve: _width + Math.Min(_steps.Max(), KvCache.BlockTokens), rewind: 0, limit: _width + _steps.Max());
        _logits = new float[prompts.Count * model.Facts.Vocabulary];
    }

    /// <summary>Fails on prompts that the model cannot continue.</summary>
    /// <exception cref="ArgumentException">A prompt is empty, too long, or holds an id that is no token.</exception>
    public static void Require(ModelFacts facts, IReadOnlyList<IReadOnlyList<int>> prompts)
    {
        if (prompts.Count == 0)
            throw new ArgumentException("There is no prompt; give at least one.", nameof(prompts));
        foreach (var prompt in prompts)
        {
            if (prompt is null || prompt.Count == 0)
                throw new ArgumentException("A prompt is empty; give at least one token (the begin token, say).", nameof(prompts));
            if (prompt.Count >= facts.Positions)
                throw new ArgumentException($"The prompt has {prompt.Count} tokens and {facts.Name} has {facts.Positions} positions, of which one is needed for a new token; shorten it.", nameof(prompts));
            foreach (var id in prompt)
            {
                if (id < 0 || id >= facts.Vocabulary)
                    throw new ArgumentException($"Token id {id} is outside the vocabulary of {facts.Name}, 0 to {facts.Vocabulary - 1}; use this model's tokenizer.", nameof(prompts));
            }
        }
    }

    /// <summary>Makes tokens until every sequence has ended.</summary>
    public void Run(Action<GeneratedToken> emit, CancellationToken cancellation)
    {
        Prefill(cancellation);
        var (last, live) = (new long[_prompts.Count], _prompts.Count);
        var ended = new bool[_prompts.Count];
        for (var step = 1; ; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < ended.Length; i++)
            {
                if (ended[i])
                    continue;
                var token = _choosers[i].Next(_logits.AsSpan(i * _model.Facts.Vocabulary, _model.Facts.Vocabulary));
                FinishReason? finish = _stops.Contains(token) ? FinishReason.Stop : step == _steps[i] ? FinishReason.Length : null;
                (last[i], ended[i]) = (token, finish is not null);
                live -= finish is null ? 0 : 1;
                emit(new GeneratedToken(i, token, finish));
            }
            if (live == 0)
                return;
            Forward(last, 1, padding: null, scores: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();

    private void Prefill(CancellationToken cancellation)
    {
        var padding = _prompts.Select(prompt => _width - prompt.Count).ToArray();
        for (var from = 0; from < _width; from += PromptChunk)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(PromptChunk, _width - from);
            var tokens = new long[_prompts.Count * count];
            for (var i = 0; i < _prompts.Count; i++)
            {
                for (var at = Math.Max(from, padding[i]); at < from + count; at++)
                    tokens[i * count + at - from] = _prompts[i][at - padding[i]];
            }
            Forward(tokens, count, from == 0 ? padding : null, scores: from + count == _width);
        }
    }

    /// <summary>Runs the model over [B, count] tokens, and fetches the logits of the last one of each row.</summary>
    private void Forward(long[] tokens, int count, int[]? padding, bool scores)
    {
        using var scope = NewDisposeScope();
        using var pass = new Pass { Cache = _cache, Padding = padding is not null && Array.Exists(padding, p => p > 0) ? padding : null };
        var ids = tensor(tokens, device: _model.Placement.Device).view(_prompts.Count, count);
        var hidden = _model.Hidden(ids, pass);                                              // [B, count, D]
        if (scores)
        {
            var logits = _model.Score(hidden.narrow(1, count - 1, 1)).cpu().contiguous();   // [B, 1, V]
            MemoryMarshal.Cast<byte, float>(logits.bytes).CopyTo(_logits);
        }
    }
}
