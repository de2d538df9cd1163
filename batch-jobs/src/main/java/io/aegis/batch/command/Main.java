package io.aegis.batch.command;

import io.aegis.settings.BatchAddress;
import io.aegis.settings.Environment;
import io.aegis.settings.InvalidSettingsException;
import io.aegis.settings.Listen;
import io.aegis.settings.Secret;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Runs one command. Exit codes: 0 done, 1 the batch application did not do it, 2 the command or a setting is wrong. */
public final class Main {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    /** Runs one command with the settings of the environment and of {@code .env}. */
    public static void main(String[] arguments) {
        System.exit(run(System.getenv(), Path.of(""), System.out, System.err, arguments));
    }

    /** Runs one command. */
    static int run(Map<String, String> process, Path directory, PrintStream out, PrintStream err, String... arguments) {
        try {
            Environment environment = Environment.of(process, directory);
            URI address = BatchAddress.from(environment);
            Secret key = environment.secret("API_KEY").orElseGet(() -> Secret.of(Listen.DEFAULT_API_KEY));
            environment.refuseIfWrong();
            try (OperatorClient client = new OperatorClient(address, key)) {
                new JobsCommand(client, out).run(Arrays.asList(arguments));
            }
            return DONE;
        } catch (InvalidSettingsException | IllegalArgumentException e) {
            err.println(e.getMessage());
            return MISUSED;
        } catch (RefusedException e) {
            err.println(e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }
}
