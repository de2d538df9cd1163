/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.command;

import io.aegis.llm.LlmCommandLine;
import java.io.PrintStream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Prints what lets a shell complete {@code ops/aegis}: {@code source <(ops/aegis completion)} in bash or zsh. */
public final class CompletionMain {

    private static final String NAME = "aegis";

    private CompletionMain() {}

    /** Prints it; arguments are not looked at. */
    public static void main(String[] arguments) {
        print(System.out);
    }

    static void print(PrintStream out) {
        CommandLine all = new CommandLine(new ScriptCommands());
        CommandSpec jobs = CommandSpec.forAnnotatedObject(new JobsCommandLine(
                () -> {
                    throw new IllegalStateException("only described");
                },
                out));
        all.addSubcommand("jobs", jobs);
        all.addSubcommand("llm", LlmCommandLine.completed());
        all.addSubcommand("bench", BenchDescription.command());
        io.aegis.db.command.Main.completed().forEach(line -> all.addSubcommand(line.getCommandName(), line));
        out.println(AutoComplete.bash(NAME, all));
    }
}
