using System.CommandLine;
using Llm.Gen.Cli;
using Llm.Gen.Cli.Commands;

return await Tool.RunAsync(
    new RootCommand("Language models in .NET: inspect, prove, train, generate.")
    {
        InspectCommand.Create(),
        VerifyCommand.Create(),
        GenerateCommand.Create(),
        TrainCommand.Create(),
        FineTuneCommand.Create(),
        MergeCommand.Create(),
        TokenizerCommand.Create(),
        TemplateCommand.Create(),
        PlotCommand.Create(),
        DoctorCommand.Create(),
    },
    args);
