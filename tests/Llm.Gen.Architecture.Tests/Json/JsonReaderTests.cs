namespace Llm.Gen.Architectures.Tests;

public sealed class JsonReaderTests
{
    [Fact]
    public void Every_kind_of_value_is_read()
    {
        var value = (JsonObject)JsonReader.Read("\uFEFF { \"a\\u00e9\\n\" : [ 1, -2.5e-3, true, false, null, \"x\\\"y\" ], \"b\" : {} , \"c\":[] }\r\n");

        Assert.Equal("""{"a\u00e9\n": [1, -2.5e-3, true, false, null, "x\"y"], "b": {}, "c": []}""", value.Text);
        Assert.Equal("aé\n", value.Members[0].Key);
        Assert.Null(value.Find("d"));
    }

    [Fact]
    public void Values_know_where_they_stand()
    {
        var value = (JsonObject)JsonReader.Read("{\n  \"a\": 1,\n  \"b\": [2]\n}");

        Assert.Equal("line 2, column 8", value.Find("a")!.Position.ToString());
        Assert.Equal("line 3, column 8", value.Find("b")!.Position.ToString());
    }

    [Theory]
    [InlineData("", "line 1, column 1: the end of the text begins no value; expected an object, array, string, number, true, false or null; correct it")]
    [InlineData("{\"a\": 1", "line 1, column 8: found the end of the text; expected a comma or '}'; correct the text")]
    [InlineData("{\"a\": 1,}", "line 1, column 9: '}' stands where a key belongs; expected a string; put the key in double quotes")]
    [InlineData("{\"a\" 1}", "line 1, column 6: found '1'; expected a colon after the key; correct the text")]
    [InlineData("{\"a\": 1, \"a\": 2}", "line 1, column 10: key \"a\" stands twice in one object; expected it once; remove one")]
    [InlineData("[1 2]", "line 1, column 4: found '2'; expected a comma or ']'; correct the text")]
    [InlineData("[1]\n x", "line 2, column 2: 'x' follows the value; expected the end; remove what follows")]
    [InlineData("nul", "line 1, column 1: 'n' begins no value; expected null; correct it")]
    [InlineData("NaN", "line 1, column 1: 'N' begins no value; expected an object, array, string, number, true, false or null; correct it")]
    [InlineData("01", "line 1, column 2: '1' follows the value; expected the end; remove what follows")]
    [InlineData("-", "line 1, column 2: found the end of the text in a number; expected a digit; correct the number")]
    [InlineData("1.e5", "line 1, column 3: found 'e' in a number; expected a digit; correct the number")]
    [InlineData("1e", "line 1, column 3: found the end of the text in a number; expected a digit; correct the number")]
    [InlineData("1e999", "line 1, column 6: number 1e999 is too large; expected one within a double's range; correct it")]
    [InlineData("\"a\nb\"", "line 1, column 3: found character U+000A inside a string; expected the closing quote first; close the string or escape the character")]
    [InlineData("\"\\x\"", "line 1, column 3: found 'x' after a backslash; expected one of \" \\ / b f n r t, or u and four hexadecimal digits; correct the escape")]
    [InlineData("\"\\u12\"", "line 1, column 3: found 'u' after a backslash; expected one of \" \\ / b f n r t, or u and four hexadecimal digits; correct the escape")]
    public void What_is_not_JSON_is_refused_with_its_place(string text, string message)
    {
        var error = Assert.Throws<JsonFormatException>(() => JsonReader.Read(text));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        var deepest = new string('[', JsonReader.MaximumDepth) + new string(']', JsonReader.MaximumDepth);

        JsonReader.Read(deepest);
        var error = Assert.Throws<JsonFormatException>(() => JsonReader.Read("[" + deepest + "]"));

        Assert.Contains("nest deeper than 64", error.Message);
        Assert.Throws<JsonFormatException>(() => JsonReader.Read(new string('[', 1_000_000)));
    }

    [Theory]
    [InlineData("12", true, 12)]
    [InlineData("-3", true, -3)]
    [InlineData("1e3", true, 1000)]
    [InlineData("5.0", true, 5)]
    [InlineData("5.5", false, 0)]
    [InlineData("1e300", false, 0)]
    [InlineData("9223372036854775807", true, long.MaxValue)]
    [InlineData("9223372036854775808", false, 0)]
    public void A_number_is_whole_however_it_is_spelled(string spelling, bool isWhole, long expected)
    {
        var number = (JsonNumber)JsonReader.Read(spelling);

        Assert.Equal(isWhole, number.TryWhole(out var whole));
        Assert.Equal(expected, whole);
    }
}
