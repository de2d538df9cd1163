/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import io.aegis.online.settings.OnlineSettings;
import io.aegis.settings.Environment;
import io.aegis.settings.InvalidSettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Starts the online API and stops it on SIGTERM. */
public final class Main {

    /** Settings are wrong: EX_CONFIG of sysexits.h. */
    static final int WRONG_SETTINGS = 78;

    /** It could not start with them: EX_UNAVAILABLE of sysexits.h. */
    static final int COULD_NOT_START = 69;

    private Main() {}

    /** Runs until the process is told to stop. Takes no arguments: everything is a setting. */
    public static void main(String[] arguments) throws InterruptedException {
        Logging.begin();
        switch (start(System.getenv(), Path.of(""), System.err)) {
            case Started(Application application) -> {
                stopWithTheProcess(application);
                // The server's threads would keep the process alive, but only this says so.
                new CountDownLatch(1).await();
            }
            case Failed(int exitCode) -> {
                Logging.end();
                System.exit(exitCode);
            }
        }
    }

    /** How a start ended. */
    sealed interface Start {}

    record Started(Application application) implements Start {}

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
            OnlineSettings settings = OnlineSettings.from(Environment.of(process, directory));
            Logging.level(settings.logLevel());
            return new Started(Application.start(settings));
        } catch (InvalidSettingsException e) {
            err.println("online-api: " + e.getMessage());
            return new Failed(WRONG_SETTINGS);
        } catch (IOException e) {
            err.println("online-api: " + e.getMessage());
            return new Failed(COULD_NOT_START);
        }
    }

    private static void stopWithTheProcess(Application application) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            application.close();
                            Logging.end();
                        },
                        "shutdown"));
    }
}
