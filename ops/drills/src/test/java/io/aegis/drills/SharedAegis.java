/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import io.aegis.faults.FaultWall;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One running product that has seen some of everything, for all classes that only look at it; it ends with the run. */
final class SharedAegis implements BeforeAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedAegis.class);

    /** An LLM provider that answers, and the product that asks it. */
    private record Running(FaultWall wall, Aegis aegis) implements AutoCloseable {

        static Running start() {
            FaultWall wall = FaultWall.start(0);
            try {
                // Nobody listens at port 9: the policy engine and whoever receives alerts are away.
                Aegis aegis = new Aegis(
                        Installation.named("shared"),
                        "data",
                        Map.of(
                                "OPENAI_API_KEY", "drill",
                                "OPENAI_BASE_URL", wall.baseUrl(),
                                "OPENAI_MODEL", "gpt-4o-mini",
                                "POLICY_ENGINE_URL", "http://127.0.0.1:9/v1/data/aegis",
                                "ALERT_WEBHOOK_URL", "http://127.0.0.1:9/alerts",
                                "ALERT_ALLOW_PRIVATE", "true"));
                Running running = new Running(wall, aegis);
                try {
                    aegis.up();
                    Traffic.through(aegis);
                    return running;
                } catch (Exception e) {
                    aegis.close();
                    throw e;
                }
            } catch (Exception e) {
                wall.close();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            aegis.close();
            wall.close();
        }
    }

    private static Aegis aegis(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, _ -> Running.start(), Running.class)
                .aegis();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        aegis(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Aegis.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return aegis(context);
    }
}
