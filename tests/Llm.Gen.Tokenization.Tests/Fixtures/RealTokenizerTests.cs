using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

public class RealTokenizerTests
{
    [DataTheory("tokenizers")]
    [MemberData(nameof(RealTokenizers.Available), MemberType = typeof(RealTokenizers))]
    public void A_real_tokenizer_encodes_and_decodes_as_the_reference(string name)
    {
        var equality = new Equality(RealTokenizers.Load(name));

        equality.CheckCases(Golden.Read("real", $"{name}.json"));

        equality.AssertNone();
    }

    [DataTheory("tokenizers")]
    [MemberData(nameof(RealTokenizers.Available), MemberType = typeof(RealTokenizers))]
    public void A_real_tokenizer_streams_what_no_later_id_can_change(string name)
    {
        var equality = new Equality(RealTokenizers.Load(name));

        equality.CheckStreams(Golden.Read("real", $"{name}.json"));

        equality.AssertNone();
    }

    [DataFact("tokenizers")]
    public void A_file_that_the_reference_refuses_is_refused()
    {
        foreach (var file in Golden.Read("real", "load_errors.json").List("files"))
            Assert.Throws<InvalidDataException>(() => Tokenizer.Load(SharedData.Find(file.Text("source"))));
    }
}
