using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// An adapter on a model, as a whole: low-rank updates, and what else was trained with them. It goes on when it is made; several may be on at once, and
/// their updates add up. Merged, its share stands in the model's own weights; taken off or unmerged, these are what they were, bit by bit. Belongs to its
/// model, which disposes of it where its owner did not.
/// </summary>
public sealed partial class ModelAdapter : IDisposable
{
    private readonly CausalModel _model;
    private readonly AdapterSites _sites;
    private readonly List<AdapterPart> _parts;
    private readonly Dictionary<string, (string Key, Formats.ElementType Type)> _origins;
    private List<(string Name, Tensor Values)>? _kept;      // of the model's weights, while it is merged
    private bool _isOn, _isMerged, _isDisposed;

    private ModelAdapter(AdapterSites sites, AdapterConfig config, List<AdapterPart> parts, Dictionary<string, (string, Formats.ElementType)> origins)
    {
        (_model, _sites, Config, _parts, _origins) = ((CausalModel)sites.Model, sites, config, parts, origins);
        try
        {
            if (parts.Count == 0)
                throw new ArgumentException($"The adapter changes nothing of {sites.Model.Facts.Name}: none of its modules is a target; correct target_modules ({AdapterConfig.AllLinear} takes every projection).", nameof(config));
            PutOn();
        }
        catch
        {
            parts.ForEach(part => part.Dispose());
            throw;
        }
        _model.Adopt(this);
    }

    /// <summary>What it consists of.</summary>
    public AdapterConfig Config { get; }

    /// <summary>Whether the model computes with it, beside its weights or merged into them. Set, it goes on or off; a merged one is on.</summary>
    /// <exception cref="InvalidOperationException">It is merged, or does not go with what is on.</exception>
    public bool IsActive
    {
        get => _isOn || _isMerged;
        set
        {
            using var turn = _model.TakeTurn();
            RequireSeparate();
            if (value)
                PutOn();
            else
                TakeOff();
        }
    }

    /// <summary>Whether its share stands in the model's weights.</summary>
    public bool IsMerged => _isMerged;

    /// <summary>How many numbers it has.</summary>
    public long ParameterCount => _parts.Sum(part => part.Weights.Sum(weight => weight.Parameter.numel()));

    /// <summary>A new adapter that changes nothing yet, on a model.</summary>
    /// <param name="model">The model, moved to its device before.</param>
    /// <param name="config">What it consists of.</param>
    /// <param name="seed">Of the draw.</param>
    /// <exception cref="ArgumentException">The configuration contradicts itself, or does not go with the model.</exception>
    /// <exception cref="InvalidOperationException">It does not go with the adapters that are on.</exception>
    public static ModelAdapter Create(CausalModel model, AdapterConfig config, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(config);
        if (config.Errors().ToList() is { Count: > 0 } errors)
            throw new ArgumentException($"The adapter's configuration is wrong: {string.Join("; ", errors)}.", nameof(config));
        using var turn = model.TakeTurn();
        var sites = new AdapterSites(model);
        return new ModelAdapter(sites, config with { Text = null }, AdapterAssembly.Parts(sites, config, null, seed), []);
    }

    /// <summary>The adapter stored in a folder in the PEFT format, put on a model.</summary>
    /// <param name="model">The model that it was trained on, moved to its device before.</param>
    /// <param name="folder">With adapter_config.json and adapter_model.safetensors, or adapter_model.bin.</param>
    /// <exception cref="IOException">The folder, or a file of it, is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged or means what is not supported, or the adapter is another model's: its tensors are named.</exception>
    /// <exception cref="InvalidOperationException">It does not go with the adapters that are on.</exception>
    public static ModelAdapter Load(CausalModel model, string folder)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var stored = AdapterFolder.Open(folder);
        using var turn = model.TakeTurn();
        var (sites, tensors) = (new AdapterSites(model), new AdapterTensors(stored));
        var parts = AdapterAssembly.Parts(sites, stored.Config, tensors, seed: 0);
        try
        {
            tensors.RequireAllTaken(model.Facts.Name);
        }
        catch
        {
            parts.ForEach(part => part.Dispose());
            throw;
        }
        return new ModelAdapter(sites, stored.Config, parts, tensors.Origins);
    }

    /// <summary>Freezes the model's own weights: the adapter learns alone, biases and modules that it has versions of with it.</summary>
    public void FreezeBase()
    {
        using var turn = _model.TakeTurn();
        _model.Freeze();
        foreach (var part in _parts.OfType<ReplacedPart>())
            part.Unfreeze();
    }

    /// <summary>Puts its share into the model's weights, which then cost nothing more to compute with.</summary>
    /// <param name="keepsBase">Whether the weights that change are kept aside for <see cref="Unmerge"/>, which takes their memory a second time. Adding and subtracting again would not restore them, since each rounds.</param>
    /// <exception cref="InvalidOperationException">It is merged already or another is on, or the model is quantised.</exception>
    public void Merge(bool keepsBase = true)
    {
        using var turn = _model.TakeTurn();
        RequireSeparate();
        if (_model.Adapters.FirstOrDefault(other => other != this && other._isOn) is not null)
            throw new InvalidOperationException("Another adapter is on; merge one at a time: set IsActive of the others to false.");

        if (_parts.Select(part => part.Obstacle).OfType<string>().FirstOrDefault() is { } obstacle)
            throw new InvalidOperationException($"The adapter cannot be merged: {obstacle}.");

        using var frozen = no_grad();
        TakeOff();
        _kept = keepsBase ? [] : null;
        foreach (var part in _parts)
        {
            using var scope = NewDisposeScope();
            var parameter = _sites.Find(part.Changes);
            var merged = part.Merged();
            _kept?.Add((part.Changes, parameter.detach().clone().DetachFromDisposeScope()));
            parameter.copy_(merged);
        }
        _isMerged = true;
    }

    /// <summary>Restores the model's weights, bit by bit, and puts the adapter beside them again.</summary>
    /// <exception cref="InvalidOperationException">It is not merged, or nothing was kept.</exception>
    public void Unmerge()
    {
        using var turn = _model.TakeTurn();
        if (!_isMerged)
            throw new InvalidOperationException("The adapter is not merged; there is nothing to restore.");
        if (_kept is null)
            throw new InvalidOperationException("The adapter was merged without keeping the weights that it changed; load the model again.");
        Restore();
        PutOn();
    }

    private void Restore()
    {
        using var frozen = no_grad();
        foreach (var (name, values) in _kept!)
        {
            _sites.Find(name).copy_(values);
            values.Dispose();
        }
        (_kept, _isMerged) = (null, false);
    }

    private void PutOn()
    {
        if (_isOn)
            return;
        RequireRoom();
        _parts.ForEach(part => part.PutOn());
        _isOn = true;
    }

    private void TakeOff()
    {
        if (_isOn)
            _parts.ForEach(part => part.TakeOff());
        _isOn = false;
    }

    /// <summary>Fails where a part changes what another adapter changes, and the two do not add up.</summary>
    private void RequireRoom()
    {
        var taken = _model.Adapters.Where(other => other != this && other._isOn).SelectMany(other => other._parts).ToLookup(part => part.Changes);
        foreach (var part in _parts)
        {
            if (taken[part.Changes].FirstOrDefault(other => !(other.AddsUp && part.AddsUp)) is not null)
                throw new InvalidOperationException($"Two adapters change {part.Changes}, and not both by an update that adds up; set IsActive of the other to false first.");
        }
    }

    private void RequireSeparate()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isMerged)
            throw new InvalidOperationException("The adapter is merged; unmerge it first.");
    }

    /// <summary>Takes it off and frees it. What was merged stays merged.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        using var turn = _model.TakeTurn();
        Leave();
        _model.Leave(this);
    }

    /// <summary>Takes it off and frees it, as the model lets it go.</summary>
    internal void Leave()
    {
        _isDisposed = true;
        TakeOff();
        _kept?.ForEach(kept => kept.Values.Dispose());
        _parts.ForEach(part => part.Dispose());
    }
}
