using Examples.CustomComponent;
using Llm.Gen;
using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tokenization;
using Llm.Gen.Training;

const string Poem = "Tyger Tyger, burning bright,\nIn the forests of the night;\nWhat immortal hand or eye,\nCould frame thy fearful symmetry?\n";
var folder = Directory.CreateTempSubdirectory("differential-").FullName;
var tokenizer = BpeTrainer.Train([Poem], new() { VocabularySize = Differential.Facts.Vocabulary });
using var corpus = TokenCorpus.Write(folder, [new TextPiece(Poem, true)], tokenizer, context: 32, validationFraction: 0);
using var model = Differential.Create(new() { Seed = 1 });

Console.WriteLine($"{model.Facts.ParameterCount:N0} parameters, those of our attention among them, learn a poem: the loss comes to {Learn(model, 60):F3}.");
Console.WriteLine(await Recite(model));

model.Save(folder);
using var loaded = Differential.Load(folder);
var isSame = await Recite(loaded) == await Recite(model);
Console.WriteLine($"Saved and loaded, it says {(isSame ? "the same" : "something else")}.");

loaded.Freeze();
using var adapter = new LoraAdapter(loaded.Decoder.Layers[1].Attention.Query, new() { Rank = 4 });
var before = adapter.B.clone();
Learn(loaded, 3);
var hasLearnt = !adapter.B.eq(before).all().item<bool>();
Console.WriteLine($"An adapter on a query of our attention has {(hasLearnt ? "learnt" : "not learnt")}; there are {loaded.AdapterPoints().Count()} such points.");
Directory.Delete(folder, recursive: true);
return isSame && hasLearnt ? 0 : 1;

float Learn(CausalModel learner, int steps)
{
    var options = new TrainingOptions { Steps = steps, BatchSize = 8, LearningRate = 5e-3, Progress = ProgressDisplay.Silent };
    using var trainer = new Trainer(learner, new TokenBatches(corpus.Train, 32, seed: 1), null, options);
    return (float)trainer.Run().Loss;
}

async Task<string> Recite(CausalModel speaker) => // through the cache, token by token
    "Tyger" + (await speaker.GenerateTextAsync(tokenizer, "Tyger", new() { MaxNewTokens = 24 })).Text;
