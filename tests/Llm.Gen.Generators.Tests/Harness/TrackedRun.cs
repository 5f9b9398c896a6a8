using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Llm.Gen.Tests;

/// <summary>A project that is edited, and why the generator's steps ran after each edit.</summary>
internal sealed class TrackedRun
{
    private readonly AdditionalText[] _files;
    private CSharpCompilation _project;
    private GeneratorDriver _driver;

    /// <summary>Runs the generator over a project for the first time.</summary>
    public TrackedRun(IEnumerable<string> sources, params AdditionalText[] files)
    {
        _files = files;
        _project = DeclaredProject.Create([.. sources]);
        _driver = GeneratorRun.Driver(files: files);
        Run();
    }

    /// <summary>Puts another text in the place of a source, and runs.</summary>
    public TrackedRun Edit(int source, string text)
    {
        var tree = _project.SyntaxTrees[source];
        _project = _project.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, DeclaredProject.Language, tree.FilePath));
        return Run();
    }

    /// <summary>Puts another text in the place of an additional file, and runs.</summary>
    public TrackedRun Change(int file, string? text)
    {
        var changed = new MemoryFile(_files[file].Path, text);
        _driver = _driver.ReplaceAdditionalText(_files[file], changed);
        _files[file] = changed;
        return Run();
    }

    /// <summary>Runs without any change.</summary>
    public TrackedRun Run()
    {
        _driver = _driver.RunGenerators(_project);
        return this;
    }

    /// <summary>What a step put out in the last run.</summary>
    public IEnumerable<object> Values(string step) => Outputs(step).Select(output => output.Value);

    /// <summary>Why each output of a step is there, in the order of the declarations.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) => [.. Outputs(step).Select(output => output.Reason)];

    /// <summary>Why each set of files was written.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Written =>
        [.. Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason)];

    /// <summary>The names of the emitted files.</summary>
    public IEnumerable<string> HintNames => Result.GeneratedSources.Select(file => file.HintName);

    /// <summary>The emitted files by their names; a generator that threw has none.</summary>
    public IReadOnlyDictionary<string, string> Texts => Result.Exception is { } failure
        ? throw failure
        : Result.GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());

    private GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    private IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var steps) ? steps.SelectMany(run => run.Outputs) : [];
}
