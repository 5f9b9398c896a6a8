namespace Llm.Gen.Architectures;

/// <summary>The types of stored tensors under the names that config.json's <c>torch_dtype</c> has for them.</summary>
internal static class PrecisionNames
{
    private static readonly (string Name, WeightPrecision Precision)[] Rows =
    [
        ("float32", WeightPrecision.Float32),
        ("bfloat16", WeightPrecision.BFloat16),
        ("float16", WeightPrecision.Float16),
    ];

    public static IEnumerable<string> All => Rows.Select(row => row.Name);

    public static string Of(WeightPrecision precision) => Rows.First(row => row.Precision == precision).Name;

    public static WeightPrecision? Find(string name) => Rows.Where(row => row.Name == name).Select(row => (WeightPrecision?)row.Precision).FirstOrDefault();
}
