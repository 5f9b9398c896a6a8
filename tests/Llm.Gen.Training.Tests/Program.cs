using Llm.Gen.Training.Tests;

// The tests start this program again to have a training process that they can kill.
return args is [KilledRunTests.ChildCommand, var folder, var precision]
    ? KilledRunTests.Child(folder, precision)
    : throw new ArgumentException("This program is started by its own tests; run them with `dotnet test`.");
