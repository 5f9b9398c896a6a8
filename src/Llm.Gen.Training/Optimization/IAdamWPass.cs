namespace Llm.Gen.Training;

/// <summary>How AdamW touches the numbers: over plain memory on the CPU, through torch's operators elsewhere.</summary>
internal interface IAdamWPass
{
    /// <summary>Adds the gradients of a micro-batch to the float32 sum and empties them.</summary>
    void Accumulate();

    /// <summary>L2 norm of all gradients together.</summary>
    double Norm();

    /// <summary>Updates weights and moments, and leaves the gradients at zero.</summary>
    void Update(in AdamWKernel.Constants constants);
}
