pub const USAGE: &str = "\
usage: probe LOOKUP TRIPLE [OPTION...]
  bindgen      the C library that bindgen reads
  build        a program with C and C++ that cargo builds and runs
  cc           the compilers, archiver and C++ library of the cc crate
  cmake        the compilers, search and emulator of the cmake crate
  pkg-config   the packages that the pkg-config crate sees
options, each as often as needed:
  --dependency DIR what another crate built for the target (cmake)
  --header NAME    a C header to look for         (bindgen, cc, cmake)
  --library NAME   a library to look for          (cmake)
  --package NAME   a package to look for          (cmake, pkg-config)
  --program NAME   a program to look for          (cmake)
  --run            run the program that is built  (build, cmake)
";

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    Bindgen,
    Build,
    Cc,
    Cmake,
    PkgConfig,
}

pub struct Options {
    pub lookup: Lookup,
    pub name: String,
    pub triple: String,
    pub dependencies: Vec<String>,
    pub headers: Vec<String>,
    pub libraries: Vec<String>,
    pub packages: Vec<String>,
    pub programs: Vec<String>,
    pub run: bool,
}

impl Options {
    pub fn parse(arguments: &[String]) -> Result<Self, String> {
        let [name, triple, rest @ ..] = arguments else {
            return Err("a lookup and a triple are needed".to_owned());
        };
        let lookup = match name.as_str() {
            "bindgen" => Lookup::Bindgen,
            "build" => Lookup::Build,
            "cc" => Lookup::Cc,
            "cmake" => Lookup::Cmake,
            "pkg-config" => Lookup::PkgConfig,
            other => return Err(format!("there is no lookup {other}")),
        };
        let mut options = Self {
            lookup,
            name: name.clone(),
            triple: triple.clone(),
            dependencies: Vec::new(),
            headers: Vec::new(),
            libraries: Vec::new(),
            packages: Vec::new(),
            programs: Vec::new(),
            run: false,
        };
        let mut rest = rest.iter();
        while let Some(option) = rest.next() {
            let mut value = || rest.next().cloned().ok_or_else(|| format!("{option} needs a name"));
            match option.as_str() {
                "--dependency" => options.dependencies.push(value()?),
                "--header" => options.headers.push(value()?),
                "--library" => options.libraries.push(value()?),
                "--package" => options.packages.push(value()?),
                "--program" => options.programs.push(value()?),
                "--run" => options.run = true,
                other => return Err(format!("there is no option {other}")),
            }
        }
        Ok(options)
    }
}
