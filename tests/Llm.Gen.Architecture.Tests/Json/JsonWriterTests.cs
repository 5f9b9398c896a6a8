namespace Llm.Gen.Architectures.Tests;

public sealed class JsonWriterTests
{
    [Theory]
    [InlineData(10000, "10000.0")]
    [InlineData(500000, "500000.0")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(1e-6, "1e-06")]
    [InlineData(1.5e-10, "1.5e-10")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.02, "0.02")]
    [InlineData(12.75, "12.75")]
    [InlineData(0, "0.0")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1.25e300, "1.25e+300")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    public void Numbers_are_spelled_as_Python_spells_them(double value, string spelling)
    {
        Assert.Equal(spelling, JsonWriter.Number(value).Spelling);
    }

    [Fact]
    public void A_number_comes_back_bit_for_bit()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (double.IsFinite(value))
                Assert.Equal(value, ((JsonNumber)JsonReader.Read(JsonWriter.Number(value).Spelling)).Value);
        }
    }

    [Fact]
    public void Blocks_are_indented_by_two()
    {
        var value = JsonReader.Read("""{"a": {"b": [1, "x\ty"], "c": {}}, "d": []}""");

        Assert.Equal("{\n  \"a\": {\n    \"b\": [\n      1,\n      \"x\\ty\"\n    ],\n    \"c\": {}\n  },\n  \"d\": []\n}", JsonWriter.Write(value));
    }
}
