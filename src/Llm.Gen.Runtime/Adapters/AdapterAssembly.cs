using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Makes the parts of an adapter for a model: what its configuration asks for, filled from a file, or as training begins.</summary>
internal sealed class AdapterAssembly
{
    private readonly AdapterSites _sites;
    private readonly AdapterConfig _config;
    private readonly AdapterTensors? _tensors;
    private readonly long _seed;
    private readonly Device _device;
    private readonly List<AdapterPart> _parts = [];
    private ulong _stream;                      // of random numbers, one a part

    private AdapterAssembly(AdapterSites sites, AdapterConfig config, AdapterTensors? tensors, long seed) =>
        (_sites, _config, _tensors, _seed, _device) = (sites, config, tensors, seed, sites.Model.Placement.Device);

    /// <summary>The parts; nothing is put on. Where tensors are given, what is wrong with them is reported there.</summary>
    public static List<AdapterPart> Parts(AdapterSites sites, AdapterConfig config, AdapterTensors? tensors, long seed)
    {
        var assembly = new AdapterAssembly(sites, config, tensors, seed);
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        assembly.AddUpdates();
        assembly.AddTokens();
        assembly.AddWholeModules();
        assembly.AddBiases();
        return assembly._parts;
    }

    private string Model => _sites.Model.Facts.Name;

    private void AddUpdates()
    {
        foreach (var (name, projection) in _sites.Projections)
        {
            if (_config.Targets(name, name == _sites.HeadName, isProjection: true) || _tensors?.Has($"{name}.lora_A.weight") == true)
                AddUpdate(name, projection);
        }
        if (_sites.Embedding is { Key: { } embedding } && (_config.Targets(embedding, isHead: false, isProjection: false) || _tensors?.Has($"{embedding}.lora_embedding_A") == true))
            AddEmbeddingUpdate(embedding, _sites.Embedding.Value);
    }

    private void AddUpdate(string name, Projection target)
    {
        var (rank, stream, rows) = (_config.RankOf(name), _stream++, _sites.RowsOf(name));
        LowRank factors;
        TorchSharp.Modules.Parameter? magnitude = null;
        if (_tensors is null)
        {
            factors = LowRank.Draw(rank, target.InputSize, target.OutputSize, _config.ScaleOf(name), new CounterRandom((ulong)_seed, stream), _device);
            magnitude = _config.LearnsMagnitude ? LoraAdapter.LengthsOf(target) : null;
        }
        else
        {
            var a = Take([$"{name}.lora_A.weight"], [rank, target.InputSize], null);
            var b = Take([$"{name}.lora_B.weight"], [target.OutputSize, rank], rows);
            var lengths = _config.LearnsMagnitude ? Take([$"{name}.lora_magnitude_vector", $"{name}.lora_magnitude_vector.weight"], [target.OutputSize], rows) : null;
            if (a is null || b is null || _config.LearnsMagnitude && lengths is null)
                return;
            factors = LowRank.Of(a, b, _config.ScaleOf(name));
            magnitude = lengths is null ? null : (TorchSharp.Modules.Parameter)new TorchSharp.Modules.Parameter(lengths).DetachFromDisposeScope();
        }
        _parts.Add(new LoraPart(name, new LoraAdapter(target, factors, magnitude, _config.Dropout, stream), rows));
    }

    private void AddEmbeddingUpdate(string name, Embedding embedding)
    {
        if (_config.KeepsTies && _sites.HeadName is null)
        {
            Refuse($"{name} has a low-rank update that is tied to the head (ensure_weight_tying), which is not supported");
            return;
        }
        if (_config.LearnsMagnitude)
        {
            Refuse($"{name} is an embedding, whose magnitudes (use_dora) are not supported");
            return;
        }
        var (rank, v, d) = (_config.RankOf(name), embedding.Weight.shape[0], embedding.Weight.shape[1]);
        if (_tensors is null)
        {
            _parts.Add(Part(LowRank.Draw(rank, v, d, _config.ScaleOf(name), new CounterRandom((ulong)_seed, _stream++), _device)));
            return;
        }
        var a = Take([$"{name}.lora_embedding_A"], [rank, v], null);
        var b = Take([$"{name}.lora_embedding_B"], [d, rank], null);
        if (a is not null && b is not null)
            _parts.Add(Part(LowRank.Of(a, b, _config.ScaleOf(name))));

        EmbeddingPart Part(LowRank factors) => new(name, embedding, new EmbeddingLora(factors), _sites.HeadName is null);
    }

    private void AddTokens()
    {
        foreach (var (module, ids) in _config.TrainableTokens)
        {
            if (_sites.Embedding is { Key: { } name } && ModuleNames.IsListed(name, [module]))
                AddRows(name, ids, _sites.Embedding.Value.Weight, rows => new EmbeddingPart(name, _sites.Embedding.Value, rows, _sites.HeadName is null));
            else if (_sites.HeadName is { } head && ModuleNames.IsListed(head, [module]) && !_sites.Projections[head].HasBias)
                AddRows(head, ids, _sites.Projections[head].Weight, rows => new HeadRowsPart(head, _sites.Projections[head], rows));
            else
                Refuse($"trainable_token_indices names {Formats.Printable.Of(module)}, which is neither the embedding nor a head without a bias in {Model}");
        }
    }

    private void AddRows(string name, IReadOnlyList<int> ids, Tensor matrix, Func<TokenRows, AdapterPart> part)
    {
        if (ids.Max() >= matrix.shape[0])
        {
            Refuse($"trainable_token_indices has {ids.Max()}, and {name} has {matrix.shape[0]} tokens");
            return;
        }
        if (_parts.Exists(other => other.Changes == $"{name}.weight"))
        {
            Refuse($"{name} is in target_modules and in trainable_token_indices; one of them is supported at a time");
            return;
        }
        var vectors = _tensors is null
            ? matrix.index_select(0, tensor([.. ids.Select(id => (long)id)], device: _device)).to(ScalarType.Float32, copy: true)
            : Take([$"{name}.token_adapter.trainable_tokens_delta"], [ids.Count, matrix.shape[1]], null);
        if (vectors is not null)
            _parts.Add(part(new TokenRows(ids, (TorchSharp.Modules.Parameter)new TorchSharp.Modules.Parameter(vectors).DetachFromDisposeScope())));
    }

    private void AddWholeModules()
    {
        var rows = _sites.Rows.Where(row => _config.Saves(ModuleOf(row.Name))).ToList();
        foreach (var module in _config.ModulesToSave)
        {
            var isTiedHead = _sites.HeadName is null && module == "lm_head";
            if (!isTiedHead && !rows.Exists(row => ModuleNames.IsListed(ModuleOf(row.Name), [module])))
                Refuse($"modules_to_save names {Formats.Printable.Of(module)}, which {Model} does not have");
        }
        foreach (var row in rows)
        {
            var isTied = _sites.HeadName is null && row.Name == $"{_sites.Embedding.Key}.weight";
            if (isTied && !_config.KeepsTies)
                Refuse($"{row.Name} is trained whole, and {Model} has one matrix for embedding and head; set ensure_weight_tying (KeepsTies), which trains both as one");
            else
                AddReplaced(row, row.Name, row.Name);
        }
    }

    private void AddBiases()
    {
        if (_config.Bias == AdapterBias.None)
            return;
        var adapted = _parts.OfType<LoraPart>().Select(part => part.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var row in _sites.Rows.Where(row => row.Name.EndsWith(".bias", StringComparison.Ordinal)))
        {
            var module = ModuleOf(row.Name);
            if (adapted.Contains(module))
                AddReplaced(row, $"{module}.base_layer.bias", row.Name);
            else if (_config.Bias == AdapterBias.All && !_config.Saves(module))
                AddReplaced(row, row.Name, row.Name);
        }
    }

    private void AddReplaced(StoredWeight row, string storedName, string olderName)
    {
        var values = _tensors is null ? row.Parameter.detach().to(ScalarType.Float32, copy: true) : Take([storedName, olderName], row.Shape, row.Layout);
        if (values is not null)
            _parts.Add(new ReplacedPart(_sites, row.Name, storedName, values));
    }

    private Tensor? Take(string[] names, long[] shape, StoredLayout? layout) => _tensors!.Take(names, shape, layout, _device);

    /// <summary>What the configuration asks for and the model cannot have.</summary>
    private void Refuse(string problem)
    {
        if (_tensors is null)
            throw new ArgumentException($"The adapter does not go with {Model}: {problem}.", "config");
        _tensors.Report(problem);
    }

    private static string ModuleOf(string tensor) => tensor[..tensor.LastIndexOf('.')];
}
