// The comparison that people know from TinyStories studies: four models, from the decoder of 2018 to what is usual today, learn from the same text for the same time. Losses are in bits per
// byte of text, so that characters and subwords compare.
//
//   Compare [TEXT_FILE_OR_FOLDER ...] [--output DIR] [--seconds N] [--steps N]
//
//   DIR/compare.html has everything that was measured, DIR/compare.svg the losses over the time.

using Examples.Compare;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Training;
using Llm.Gen.Training.Plotting;

try
{
    Compare(Arguments.Parse(args));
    return 0;
}
catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException or TrainingStoppedException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

static void Compare(Arguments arguments)
{
    Console.WriteLine($"Reading {arguments.Texts.Count:N0} {(arguments.Texts.Count == 1 ? "file" : "files")} of text.");
    var corpus = Corpus.Read(arguments.Texts);
    const double Usual = 2e-3, WithNormsAfter = 5e-4;       // norms after each part bear a lower rate (arXiv:2002.04745)
    var (characters, subwords) = (corpus.Characters(Legacy.Facts.Vocabulary), corpus.Subwords(Baseline.Facts.Vocabulary));
    Contender[] contenders =
    [
        new("legacy", Legacy.Create, characters, WithNormsAfter),
        new("baseline", Baseline.Create, subwords, Usual),
        new("grouped queries", Grouped.Create, subwords, Usual),
        new("rotary", Rotary.Create, subwords, Usual),
    ];

    var results = contenders.Select(contender => contender.Train(corpus, arguments)).ToArray();

    Console.WriteLine(FormattableString.Invariant($"\n{"",-16} {"parameters",12} {"cache/token",12} {"steps",8} {"tokens/s",10} {"bytes/s",10} {"bits/byte",10}"));
    foreach (var result in results)
        Console.WriteLine(FormattableString.Invariant($"{result.Name,-16} {result.Parameters,12:N0} {result.CachedBytesPerToken,12:N0} {result.Steps,8:N0} {result.TokensPerSecond,10:N0} {result.BytesPerSecond,10:N0} {result.BitsPerByte,10:0.000}"));

    var runs = results.Select(result => result.Run).ToArray();
    var (picture, page) = (Path.Combine(arguments.Output, "compare.svg"), Path.Combine(arguments.Output, "compare.html"));
    AtomicFile.WriteText(picture, LossPlot.Render(runs, new() { Axis = PlotAxis.Seconds, Title = "What each needs to tell a byte of text" }));
    RunPlot.Write(page, runs, new() { Axis = PlotAxis.Seconds, Title = "Four models, one text" });
    Console.WriteLine($"\nThe losses are drawn in {picture}; {page} has everything that was measured.");
}
