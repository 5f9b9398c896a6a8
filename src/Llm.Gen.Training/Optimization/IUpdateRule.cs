namespace Llm.Gen.Training;

/// <summary>How some of the weights are moved: an optimizer has one for all of them, or one for matrices and one for the rest.</summary>
internal interface IUpdateRule : IDisposable
{
    /// <summary>What it remembers between steps.</summary>
    IEnumerable<OptimizerState> States { get; }

    /// <summary>Updates its weights and leaves their gradients at zero.</summary>
    void Update(in UpdateStep step);
}
