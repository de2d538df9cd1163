package io.aegis.online.http;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/** A live body each part of which has to be taken within a time. A reader that takes longer loses the connection. */
final class PatientOutput extends OutputStream {

    private final OutputStream body;
    private final ScheduledExecutorService watchdog;
    private final Duration patience;

    PatientOutput(OutputStream body, ScheduledExecutorService watchdog, Duration patience) {
        this.body = body;
        this.watchdog = watchdog;
        this.patience = patience;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try (SlowReadAlarm _ = new SlowReadAlarm(watchdog, patience)) {
            body.write(bytes, offset, length);
        }
    }

    @Override
    public void flush() throws IOException {
        try (SlowReadAlarm _ = new SlowReadAlarm(watchdog, patience)) {
            body.flush();
        }
    }
}
