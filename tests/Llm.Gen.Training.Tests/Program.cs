using Llm.Gen.Training.Tests;

// The tests start this program again: to have a training process that they can kill, one that finds no room on the disk, or one with another number of threads.
return args switch
{
    [KilledRunTests.ChildCommand, var folder, var precision] => KilledRunTests.Child(folder, precision),
    [FullDiskTests.ChildCommand, var folder, var largest, var part] => FullDiskTests.Child(folder, largest, double.Parse(part, System.Globalization.CultureInfo.InvariantCulture)),
    [SeedTests.ChildCommand, var threads, var precision] => SeedTests.Child(int.Parse(threads), precision),
    _ => throw new ArgumentException("This program is started by its own tests; run them with `dotnet test`."),
};
