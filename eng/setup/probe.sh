# Which of the packages that some registries lack this machine can have; the answers go into artifacts/TorchStack.props.

torchsharp_versions="0.105.2 0.106.0 0.107.0"
declare -A libtorch_of=([0.105.2]=2.7.1.0 [0.106.0]=2.10.0 [0.107.0]=2.10.0)

stack_is_known() {
    [ -f "$stack_file" ] || return 1
    [ -z "${LLM_GEN_TORCH_STACK:-}" ] || [ "$(chosen_stack)" = "$LLM_GEN_TORCH_STACK" ]
}

chosen_stack() {
    sed -n 's|.*<TorchStack>\(.*\)</TorchStack>.*|\1|p' "$stack_file"
}

probe_packages() {
    local stack reason version="" libtorch=""
    case "${LLM_GEN_TORCH_STACK:-}" in
        System) stack=System; reason="LLM_GEN_TORCH_STACK asks for it" ;;
        TorchSharp) stack=TorchSharp; reason="LLM_GEN_TORCH_STACK asks for it"; find_torchsharp || true ;;
        "") choose_stack ;;
        *) echo "setup: LLM_GEN_TORCH_STACK is '$LLM_GEN_TORCH_STACK', expected System or TorchSharp" >&2; exit 2 ;;
    esac
    version="${TorchSharpVersion:-${version:-0.105.2}}"
    libtorch="${LibtorchVersion:-${libtorch:-${libtorch_of[$version]}}}"
    write_stack_file "$stack" "$reason" "$version" "$libtorch"
    echo "setup: torch stack $stack ($reason)"
}

choose_stack() {
    stack=System
    if ! find_torchsharp; then
        reason="the NuGet package TorchSharp is not to be had here"
    elif ! fits_this_machine "$version"; then
        reason="TorchSharp $version wants a newer C++ library than this machine has"
    elif ! restores libtorch-cpu "$libtorch"; then
        reason="the NuGet package libtorch-cpu $libtorch is not to be had here"
    else
        stack=TorchSharp
        reason="the NuGet packages TorchSharp $version and libtorch-cpu $libtorch are to be had"
    fi
}

find_torchsharp() {
    for version in $torchsharp_versions; do
        libtorch="${libtorch_of[$version]}"
        restores TorchSharp "$version" && return 0
    done
    version="" libtorch=""
    return 1
}

# Does this package restore, in this very version? (The registry's own "no" comes at once.)
restores() {
    local folder
    folder="$(mktemp -d)"
    cat > "$folder/probe.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="$1" Version="[$2]" /></ItemGroup>
</Project>
PROJECT
    local answer=0
    timeout 300 dotnet restore "$folder/probe.csproj" --nologo -v q > "$folder/log" 2>&1 || answer=1
    rm -rf "$folder"
    return $answer
}

central_version() {
    sed -n "s|.*Include=\"$1\" Version=\"\([^\"]*\)\".*|\1|p" "$root/Directory.Packages.props"
}

# TorchSharp's Linux library is linked against one libstdc++; an older one cannot load it.
fits_this_machine() {
    [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || return 0
    local packages library system
    packages="$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//')"
    library="$packages/torchsharp/$1/runtimes/linux-x64/native/libLibTorchSharp.so"
    system="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2> /dev/null | sed -n 's/.*libstdc++\.so\.6 (.*x86-64.* => //p' | head -n 1)"
    [ -f "$library" ] && [ -f "$system" ] || return 1
    [ "$(printf '%s\n' "$(newest_cxx "$library")" "$(newest_cxx "$system")" | sort -V | tail -n 1)" = "$(newest_cxx "$system")" ]
}

newest_cxx() {
    grep -aoE 'GLIBCXX_3\.4\.[0-9]+' "$1" | sort -V | tail -n 1
}

write_stack_file() {
    local pybridge=false tokenizers=false verify=false
    if [ "$1" = TorchSharp ] && restores TorchSharp.PyBridge "$(central_version TorchSharp.PyBridge)"; then pybridge=true; fi
    if restores Microsoft.ML.Tokenizers "$(central_version Microsoft.ML.Tokenizers)"; then tokenizers=true; fi
    if restores Verify.Xunit "$(central_version Verify.Xunit)"; then verify=true; fi
    cat > "$stack_file.new" <<PROPS
<Project>

  <!-- Written by eng/setup.sh: what this machine can have. The option probe of eng/setup.sh looks again. -->
  <PropertyGroup>
    <TorchStack>$1</TorchStack>
    <TorchStackReason>$2</TorchStackReason>
    <TorchSharpVersion>$3</TorchSharpVersion>
    <LibtorchVersion>$4</LibtorchVersion>
    <HasPyBridge>$pybridge</HasPyBridge>
    <HasMlTokenizers>$tokenizers</HasMlTokenizers>
    <HasVerify>$verify</HasVerify>
  </PropertyGroup>

</Project>
PROPS
    mv "$stack_file.new" "$stack_file"
}
