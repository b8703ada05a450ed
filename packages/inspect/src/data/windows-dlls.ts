/**
 * DLLs in System32 of every desktop Windows since 10, by name without `.dll`, in lower case: those that Wine 8 implements
 * (its `dlls` folder) and mingw-w64 10 has import libraries for (`lib64`), without those that only an installer adds
 * (Visual C++, DirectX of June 2010); and a few that only Wine has, from Microsoft's "Windows API Index".
 */
const names = `
acledit aclui activeds adsldpc advapi32 advpack amsi apphelp atl atmlib authz avicap32 avifil32 avrt bcrypt
bcryptprimitives bluetoothapis cabinet cards cfgmgr32 clusapi combase comcat comctl32 comdlg32 compstui
computecore comsvcs connect credui crypt32 cryptdlg cryptdll cryptext cryptnet cryptsp cryptui cscapi d2d1 d3d10
d3d10_1 d3d10core d3d11 d3d12 d3d8 d3d8thk d3d9 d3dcompiler_47 d3dim davclnt dbgeng dbghelp dciman32 dcomp ddraw
ddrawex devenum devobj dhcpcsvc dhcpcsvc6 dinput dinput8 directmanipulation dnsapi dpapi dpnaddr dpnet dpnhupnp
dpnlobby dpvoice dsound dsquery dsrole dssenh dsuiext dui70 duser dwmapi dwrite dxdiagn dxgi dxva2 esent evr
explorerframe faultrep feclient fltlib fontsub fwpuclnt gdi32 gdiplus glu32 gpedit gpkcsp hal hid hlink hnetcfg
httpapi icmp imagehlp imm32 inetcomm inetmib1 infosoft initpki inseng iphlpapi iprop jscript jsproxy kerberos
kernel32 kernelbase ksuser ktmw32 linkinfo loadperf localspl logoncli lz32 mapi32 mapistub mciavi32 mcicda
mciqtz32 mciseq mciwave mf mf3216 mfcore mfplat mfplay mfreadwrite mgmtapi midimap mlang mmcndmgr mmdevapi mpr
mprapi msacm32 msado15 msasn1 mscat32 mscms mscoree msctf msctfmonitor msdelta msdmo msdrm msftedit mshtml msi
msimg32 msimtf msisip msls31 mspatcha msports msrle32 mssign32 mssip32 mstask msv1_0 msvcirt msvcp60 msvcp_win
msvcrt msvfw32 msvidc32 mswsock msxml3 msxml6 mtxdm ncrypt nddeapi ndfapi netapi32 netcfgx netshell netutils
newdev ninput normaliz npptools nsi ntdll ntdsapi ntlanman ntmarta ntprint ntshrui odbc32 odbcbcp odbccp32
odbccu32 ole32 oleacc oleaut32 olecli32 oledb32 oledlg olepro32 olesvr32 opengl32 p2p pathcch pdh
photometadatahandler pidgen powrprof printui prntvpt propsys psapi pstorec qmgr quartz query qwave rasapi32
rasdlg regapi resutils riched20 rpcrt4 rsaenh rstrtmgr rtutils rtworkq samcli samlib sapi sas scarddlg sccbase
schannel schedcli schedsvc scrobj scrrun sechost secur32 security sensapi serialui setupapi sfc sfc_os shcore
shdocvw shell32 shfolder shlwapi slbcsp slc snmpapi spoolss srclient srvcli ssdpapi sspicli sti sxs t2embed
tapi32 taskschd tbs tdh traffic tzres ucrtbase uiautomationcore upnp url urlmon user32 userenv usp10 utildll
uxtheme vbscript version virtdisk vssapi wdsclientapi wdscore webauthn webservices websocket wecapi wer wevtapi
wevtsvc wiaservc wimgapi win32u winbrand windowscodecs winhttp winhvplatform wininet winmm winscard winsta
wintrust wintypes winusb wkscli wlanapi wlanui wlanutil wldap32 wmasf wmi wmvcore wpc ws2_32 ws2help wscapi
wsdapi wsock32 wtsapi32 xaudio2_8 xaudio2_9 xinput1_4 xinput9_1_0 xmllite
`;

/** Modules of Windows with other endings: drivers' interfaces, control panels, the kernel. */
const modules = ['bthprops.cpl', 'fltmgr.sys', 'ndis.sys', 'ntoskrnl.exe', 'winspool.drv'];

/** DLLs and other modules that Windows has, by file name in lower case, sorted. */
export const windowsDlls: readonly string[] = [
  ...names
    .split(/\s+/)
    .filter(Boolean)
    .map((name) => `${name}.dll`),
  ...modules,
].toSorted();

/** Names in lower case, as patterns, that Windows maps to one of its DLLs (https://learn.microsoft.com/windows/win32/apiindex/windows-apisets). */
export const windowsApiSets: readonly string[] = [
  'api-ms-onecore-*.dll',
  'api-ms-win-*.dll',
  'ext-ms-onecore-*.dll',
  'ext-ms-win-*.dll',
];

/**
 * The version of Windows that a DLL first came with, by name in lower case as a pattern, from the "Requirements" of its
 * functions in Microsoft's API reference; DLLs that Windows XP has are left out. 6.0 is Vista, 6.1 is 7, 6.2 is 8, 6.3 is 8.1.
 */
export const windowsDllVersions: readonly (readonly [pattern: string, version: string])[] = [
  ['api-ms-win-crt-*.dll', '10.0'],
  ['avrt.dll', '6.0'],
  ['bcrypt.dll', '6.0'],
  ['bcryptprimitives.dll', '6.1'],
  ['combase.dll', '6.2'],
  ['d2d1.dll', '6.1'],
  ['d3d11.dll', '6.1'],
  ['d3d12.dll', '10.0'],
  ['d3dcompiler_47.dll', '6.3'],
  ['dcomp.dll', '6.2'],
  ['dwmapi.dll', '6.0'],
  ['dwrite.dll', '6.1'],
  ['dxgi.dll', '6.1'],
  ['kernelbase.dll', '6.1'],
  ['ktmw32.dll', '6.0'],
  ['mfplat.dll', '6.0'],
  ['mfreadwrite.dll', '6.1'],
  ['ncrypt.dll', '6.0'],
  ['shcore.dll', '6.3'],
  ['ucrtbase.dll', '10.0'],
  ['virtdisk.dll', '6.1'],
  ['webauthn.dll', '10.0'],
  ['webservices.dll', '6.1'],
  ['wevtapi.dll', '6.0'],
  ['winhvplatform.dll', '10.0'],
  ['xaudio2_8.dll', '6.2'],
  ['xaudio2_9.dll', '10.0'],
  ['xinput1_4.dll', '6.2'],
];
