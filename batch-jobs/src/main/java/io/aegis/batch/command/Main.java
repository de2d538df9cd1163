/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.command;

import io.aegis.command.OperatorCommandLine;
import io.aegis.settings.BatchAddress;
import io.aegis.settings.Environment;
import io.aegis.settings.InvalidSettingsException;
import io.aegis.settings.Listen;
import io.aegis.settings.Secret;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** Runs one command. Exit codes: 0 done, 1 the batch application did not do it, 2 the command or a setting is wrong. */
public final class Main {

    private Main() {}

    /** Runs one command with the settings of the environment and of {@code .env}. */
    public static void main(String[] arguments) {
        System.exit(run(System.getenv(), Path.of(""), System.out, System.err, arguments));
    }

    /** Runs one command. */
    static int run(Map<String, String> process, Path directory, PrintStream out, PrintStream err, String... arguments) {
        CommandLine line = new CommandLine(new JobsCommandLine(() -> connected(process, directory), out));
        return OperatorCommandLine.of(line, out, err, Exception::getMessage).execute(arguments);
    }

    private static OperatorClient connected(Map<String, String> process, Path directory) {
        try {
            Environment environment = Environment.of(process, directory);
            URI address = BatchAddress.from(environment);
            Secret key = environment.secret("API_KEY").orElseGet(() -> Secret.of(Listen.DEFAULT_API_KEY));
            environment.refuseIfWrong();
            return new OperatorClient(address, key);
        } catch (InvalidSettingsException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
