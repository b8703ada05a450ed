int probe_object(void) {
    return 7;
}
