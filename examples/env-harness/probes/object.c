#ifdef __cplusplus
extern "C"
#endif
int probe_object(void) {
    return 7;
}
