/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch;

import io.aegis.batch.settings.BatchSettings;
import io.aegis.settings.Environment;
import io.aegis.settings.InvalidSettingsException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the batch application. Spring's shutdown hook stops it on SIGTERM. */
public final class Main {

    /** Settings are wrong: EX_CONFIG of sysexits.h. */
    static final int WRONG_SETTINGS = 78;

    /** It could not start with them: EX_UNAVAILABLE of sysexits.h. */
    static final int COULD_NOT_START = 69;

    private Main() {}

    /** Runs until the process is told to stop. Takes no arguments: everything is a setting. */
    public static void main(String[] arguments) {
        switch (start(System.getenv(), Path.of(""), System.err)) {
            case Started _ -> {}
            case Failed(int exitCode) -> System.exit(exitCode);
        }
    }

    /** How a start ended. */
    sealed interface Start {}

    record Started(ConfigurableApplicationContext application) implements Start {}

    record Failed(int exitCode) implements Start {}

    /**
     * Reads the settings and starts.
     *
     * @param process the environment
     * @param directory where {@code .env} may lie
     * @param err where an operator is told why it did not start
     */
    static Start start(Map<String, String> process, Path directory, PrintStream err) {
        try {
            return new Started(BatchApplication.start(BatchSettings.from(Environment.of(process, directory))));
        } catch (InvalidSettingsException e) {
            err.println("batch-jobs: " + e.getMessage());
            return new Failed(WRONG_SETTINGS);
        } catch (WebServerException | ApplicationContextException e) {
            err.println("batch-jobs: " + Optional.ofNullable(e.getMessage()).orElse("could not start"));
            return new Failed(COULD_NOT_START);
        }
    }
}
