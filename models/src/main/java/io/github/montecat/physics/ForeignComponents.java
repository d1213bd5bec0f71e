package io.github.montecat.physics;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Components that XSPEC has, or that are often added to it, and this program does not: most need large tables of atomic
 * data or long computations.
 */
final class ForeignComponents {

    private static final Set<String> ADDITIVE = names("""
            agauss agnsed agnslim apec bapec bcempow bcheb6 bcie bcoolflow bcph bequil bexpcheb6
            bexrav bexriv bgadem bgnei bmc bnei bnpshock bpshock brnei bsedov bsnapec btapec
            bvapec bvcempow bvcheb6 bvcie bvcoolflow bvcph bvequil bvexpcheb6 bvgadem bvgnei
            bvnei bvnpshock bvpshock bvrnei bvsedov bvtapec bvvapec bvvcie bvvgadem bvvgnei
            bvvnei bvvnpshock bvvpshock bvvrnei bvvsedov bvvtapec bvvwdem bvwdem bwcycl bwdem
            c6mekl c6pmekl c6pvmkl c6vmekl carbatm cemekl cempow cevmkl cflow cheb6 cie compbb
            compls compmag compps compst comptb compth comptt coolflow cph cplinear disk diskir
            diskline diskm disko diskpn eebremss eplogpar eqpair eqtherm equil expcheb6 expdec
            ezdiskbb feklor gadem gnei grad grbcomp grbjet grbm hatm jet kerrbb kerrd kerrdisk
            kyrline laor laor2 meka mekal mkcflow nei nlapec npshock nsa nsagrav nsatmos nsmax
            nsmaxg nsx nteea nthcomp optxagn optxagnf pexmon pexrav pexriv plcabs posm pshock
            qsosed raymond redge refsch rnei sedov sirf slimbh snapec srcut sresc ssa sssed step
            tapec vagauss vapec vbremss vcempow vcheb6 vcie vcoolflow vcph vequil vexpcheb6
            vgadem vgaussian vgnei vlorentz vmcflow vmeka vmekal vnei vnpshock voigt vpshock
            vraymond vrnei vsedov vtapec vvapec vvcie vvgadem vvgnei vvnei vvnpshock vvoigt
            vvpshock vvrnei vvsedov vvtapec vvwdem vwdem wdem zagauss zbknpower zfeklor zkerrbb
            zlorentz zvagauss zvgaussian zvlorentz zvoigt zvvoigt
            relline relline_lp relxill relxillco relxillcp relxilllp relxilllpcp relxillns
            xillver xillverco xillvercp xillverns
            """);

    private static final Set<String> MULTIPLICATIVE = names("""
            absori acisabs cabs cyclabs dust heilin hrefl ismabs ismdust log10con logconst
            lorabs lyman olivineabs pwab redden smedge spline sss_ice swind1 tbfeo tbgas tbgrain
            tbrel tbvarabs uvred varabs vgabs vlorabs voigtabs vphabs vvoigtabs wndabs xion
            xscat zbabs zdust zgabs zigm zlorabs zredden zsmdust zvarabs zvfeabs zvgabs zvlorabs
            zvoigtabs zvphabs zvvoigtabs zwndabs zxipab zxipcf
            tbnew tbnew_feo tbnew_gas warmabs
            """);

    private static final Set<String> CONVOLUTIONS = names("""
            cglumin cpflux gsmooth ireflect kdblur kdblur2 kerrconv kyconv lsmooth partcov
            rdblur reflect rfxconv rgsext rgsxsrc simpl thcomp vashift vmshift xilconv zmshift
            relconv relconv_lp
            """);

    private ForeignComponents() {
    }

    /**
     * @param name a name in an expression, in any case
     * @return why it cannot be used and what can be done, if XSPEC has a component of that name and this program has
     *        not
     */
    static Optional<String> refusal(String name) {
        String wayOut;
        String lower = name.toLowerCase(Locale.ROOT);
        if (ADDITIVE.contains(lower)) {
            wayOut = "; tabulate it with XSPEC and use the table as atable{FILE}";
        } else if (MULTIPLICATIVE.contains(lower)) {
            wayOut = "; tabulate it with XSPEC and use the table as mtable{FILE}, or tabulate it times its source for "
                    + "atable{FILE}";
        } else if (CONVOLUTIONS.contains(lower)) {
            wayOut = "; tabulate it and the source it acts on with XSPEC and use the table as atable{FILE}";
        } else {
            return Optional.empty();
        }
        return Optional.of("this program does not have the XSPEC component " + lower + wayOut
                + " (docs/components.md has a script)");
    }

    private static Set<String> names(String text) {
        return Set.of(text.trim().split("\\s+"));
    }
}
