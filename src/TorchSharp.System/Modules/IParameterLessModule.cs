namespace TorchSharp.Modules;

/// <summary>What owns no tensor, so that moving it does nothing.</summary>
public interface IParameterLessModule;
