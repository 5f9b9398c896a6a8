namespace Llm.Gen.Training.Plotting;

/// <summary>One point of a curve.</summary>
/// <param name="X">Steps, tokens or seconds.</param>
/// <param name="Y">In the unit of what is drawn.</param>
internal readonly record struct CurvePoint(double X, double Y);
