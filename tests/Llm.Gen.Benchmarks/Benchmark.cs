namespace Llm.Gen.Benchmarks;

/// <summary>A row of the table in Program.cs.</summary>
public sealed record Benchmark(string Name, string Summary, Func<Options, Task<int>> Run);
