package io.aegis.batch.upkeep;

import io.aegis.batch.launch.Control;
import io.aegis.batch.launch.Node;
import io.aegis.batch.recovery.Pulse;
import java.util.function.BooleanSupplier;
import org.springframework.context.SmartLifecycle;

/** Beats from before the first execution until after the last, so it starts first and stops last. */
final class Heart implements SmartLifecycle {

    private final Pulse pulse;
    private final Node node;
    private final BooleanSupplier idle;
    private final Control control;
    private final Recurring recurring = new Recurring(1);
    private volatile boolean beating;

    /** @param idle whether nothing runs */
    Heart(Pulse pulse, Node node, BooleanSupplier idle, Control control) {
        this.pulse = pulse;
        this.node = node;
        this.idle = idle;
        this.control = control;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        beating = true;
        recurring.every(control.beat(), "heartbeat", pulse::beat);
    }

    /** While something still runs, the others are to wait until the process is really gone. */
    @Override
    public void stop() {
        recurring.close();
        if (idle.getAsBoolean()) {
            node.end();
        }
        beating = false;
    }

    @Override
    public boolean isRunning() {
        return beating;
    }
}
