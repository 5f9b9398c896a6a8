namespace Llm.Gen.Runtime.Formats;

/// <summary>The instructions of pickles, protocols 2 to 5, that tensors and plain values need. Every other one is refused.</summary>
internal enum PickleOpcode : byte
{
    Mark = (byte)'(',
    Stop = (byte)'.',
    Float = (byte)'G',
    Int32 = (byte)'J',
    UInt8 = (byte)'K',
    UInt16 = (byte)'M',
    None = (byte)'N',
    PersistentId = (byte)'Q',
    Reduce = (byte)'R',
    Text8 = (byte)'U',              // of Python 2, which had no other texts
    Text32 = (byte)'X',
    Append = (byte)'a',
    Build = (byte)'b',
    Global = (byte)'c',
    Appends = (byte)'e',
    Get8 = (byte)'h',
    Get32 = (byte)'j',
    Put8 = (byte)'q',
    Put32 = (byte)'r',
    SetItem = (byte)'s',
    Tuple = (byte)'t',
    SetItems = (byte)'u',
    EmptyTuple = (byte)')',
    EmptyList = (byte)']',
    EmptyDictionary = (byte)'}',
    Protocol = 0x80,
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    True = 0x88,
    False = 0x89,
    Integer8 = 0x8a,                // an integer of up to 255 bytes
    ShortText = 0x8c,
    StackGlobal = 0x93,
    Memoize = 0x94,
    Frame = 0x95,
}
