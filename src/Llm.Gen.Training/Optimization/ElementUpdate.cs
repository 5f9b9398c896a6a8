namespace Llm.Gen.Training;

/// <summary>Updates some neighbouring numbers of one weight, all float32, and leaves the gradients at zero.</summary>
/// <param name="slice">Which weight.</param>
/// <param name="offset">The first number in it; a multiple of <see cref="MemoryWalk.BlockSize"/>.</param>
/// <param name="weight">The weight's numbers from there on.</param>
/// <param name="gradient">Their gradients.</param>
/// <param name="count">How many.</param>
internal unsafe delegate void ElementUpdate(int slice, long offset, float* weight, float* gradient, int count);
