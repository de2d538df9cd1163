/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.monitoring.failure.FailureType;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ModelFilesTest {

    private static final AtomicInteger RUN = new AtomicInteger();

    private final ModelArtifact good =
            FailureForest.train(Incidents.some(8, 2, FailureType.UNKNOWN, 1)).artifact();

    /** What an attacker would like to have read. */
    static final class Evil implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;

        @Serial
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            RUN.incrementAndGet();
        }
    }

    private static ModelArtifact of(Object object) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return ModelArtifact.of(bytes.toByteArray());
    }

    @Test
    void one_changed_bit_anywhere_is_refused() {
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = good.bytes().clone();
            int place = random.nextInt(bytes.length);
            bytes[place] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> FailureForest.read(new ModelArtifact(bytes, good.sha256())))
                    .as("byte %d", place)
                    .isInstanceOf(RefusedModelException.class)
                    .hasMessageContaining("checksum");
        }
    }

    @Test
    void bytes_that_are_no_model_are_refused_though_their_checksum_is_right() {
        Random random = new Random(2);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = good.bytes().clone();
            int place = random.nextInt(bytes.length);
            for (int j = place; j < Math.min(bytes.length, place + 16); j++) {
                bytes[j] = (byte) random.nextInt();
            }
            try {
                FailureForest.read(ModelArtifact.of(bytes));
            } catch (RefusedModelException e) {
                // Either that, or a forest of other numbers: nothing else may come out.
                assertThat(e).hasMessageNotContaining("null");
            }
        }
        assertThatThrownBy(() -> FailureForest.read(ModelArtifact.of(new byte[] {1, 2, 3})))
                .isInstanceOf(RefusedModelException.class);
    }

    @Test
    void a_foreign_class_is_refused_before_any_of_its_code_runs() throws Exception {
        List<Object> hidden = new ArrayList<>(List.of(new Evil()));
        for (Object foreign :
                List.of(new Evil(), hidden, new File("x"), new HashMap<>(java.util.Map.of("a", new Evil())))) {
            assertThatThrownBy(() -> FailureForest.read(of(foreign)))
                    .as("%s", foreign.getClass())
                    .isInstanceOf(RefusedModelException.class);
        }
        assertThat(RUN).hasValue(0);
    }

    @Test
    void nesting_that_is_too_deep_an_array_that_is_too_long_and_too_many_bytes_are_refused() throws Exception {
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        List<Object> deepest = deep;
        assertThatThrownBy(() -> FailureForest.read(of(deepest))).isInstanceOf(RefusedModelException.class);
        assertThatThrownBy(() -> FailureForest.read(of(new double[300_000]))).isInstanceOf(RefusedModelException.class);
        assertThatThrownBy(() -> FailureForest.read(ModelArtifact.of(new byte[ModelArtifact.MAX_BYTES + 1])))
                .isInstanceOf(RefusedModelException.class)
                .hasMessageContaining("bytes");
    }

    @Test
    void a_model_of_another_kind_is_refused() {
        assertThatThrownBy(() -> ServiceForest.read(good)).isInstanceOf(RefusedModelException.class);
    }
}
