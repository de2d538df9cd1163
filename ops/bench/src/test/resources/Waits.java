/** A program for tests: collects once, says so and waits until its input ends. */
class Waits {
    public static void main(String[] arguments) throws Exception {
        System.gc();
        System.out.println("collected");
        System.in.read();
    }
}
