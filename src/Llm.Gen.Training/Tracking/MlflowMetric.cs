namespace Llm.Gen.Training;

/// <summary>One value of one metric.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">A finite number.</param>
/// <param name="Time">Milliseconds since 1970.</param>
/// <param name="Step">Steps done.</param>
internal readonly record struct MlflowMetric(string Key, double Value, long Time, long Step);
