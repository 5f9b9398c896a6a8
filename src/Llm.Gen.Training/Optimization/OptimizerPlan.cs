namespace Llm.Gen.Training;

/// <summary>How an optimizer treats each weight: the learning rate's factor and the decay of every slice of a gradient set.</summary>
internal sealed class OptimizerPlan
{
    private readonly double[] _factors, _decays;

    /// <exception cref="ArgumentException">A group holds no weight.</exception>
    internal OptimizerPlan(GradientSet gradients, OptimizerOptions options, DecayedWeights decayed, IReadOnlyList<ParameterGroup> groups)
    {
        if (groups.FirstOrDefault(group => !gradients.Slices.Any(slice => group.Holds(slice.Weight.Name))) is { } empty)
            throw new ArgumentException($"The group \"{empty.Pattern}\" holds none of the weights that are trained, {gradients.Slices[0].Weight.Name} the first of them; correct its pattern, or remove the group.", nameof(groups));
        (Options, _factors, _decays) = (options, new double[gradients.Slices.Count], new double[gradients.Slices.Count]);
        for (var i = 0; i < _factors.Length; i++)
        {
            var slice = gradients.Slices[i];
            var group = groups.LastOrDefault(group => group.Holds(slice.Weight.Name));          // the later one wins
            _factors[i] = group?.LearningRateFactor ?? 1;
            _decays[i] = group?.WeightDecay ?? (Decays(slice, decayed) ? options.Decay : 0);
        }
    }

    internal OptimizerOptions Options { get; }

    /// <summary>What the learning rate of a slice is multiplied by.</summary>
    internal double Factor(int slice) => _factors[slice];

    /// <summary>The weight decay of a slice.</summary>
    internal double Decay(int slice) => _decays[slice];

    /// <summary>Whether two slices are treated alike.</summary>
    internal bool AreAlike(int a, int b) => _factors[a] == _factors[b] && _decays[a] == _decays[b];

    private static bool Decays(GradientSlice slice, DecayedWeights decayed) => decayed switch
    {
        DecayedWeights.Matrices => slice.IsMatrix,
        DecayedWeights.TwoDimensional => slice.Shape.Length >= 2,
        _ => true,
    };
}
